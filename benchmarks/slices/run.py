"""Compare Lockgate's slices with one hand-written query and with its peers: two models, 300,000 and 5 million rows.

Everything runs one after the other, on the same tables, to a verdict on seven metrics in each slice. Before anything is
measured, every program that has slices has to find the one in which the faulty table's candidate is worse. The exit
code is 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import compileall
import sys

from bars import Results, bars
from competitors import HERE, PARTS, Competitor, Tables, prepare
from measure import measure, record_imports, require_finds
from report import load, save, show
from table_shape import CROSSED, ROWS, n_slices


def main() -> int:
    """Prepare, check the competitors, measure, report."""
    options = _options()
    parts = [part for part in PARTS if not options.only or any(text in part.name for text in options.only)]
    tables = prepare(parts, options.rows)
    for folder in (HERE, HERE.parents[1] / "src"):
        compileall.compile_dir(folder, quiet=2)
    results: Results = load() if options.again else {}
    for part in parts:
        results |= _measured(part, tables, options)
    ordered = dict(sorted(results.items(), key=lambda item: (item[0][1], n_slices(CROSSED[item[0][2]]))))
    print(show(ordered))
    if options.save:
        save(ordered)
    return 1 if any(not bar.holds for bar in bars(ordered)) else 0


def _measured(part: Competitor, tables: dict[int, Tables], options: argparse.Namespace) -> Results:
    smallest = tables[min(tables)]
    largest = max(part.crossed, key=lambda crossed: n_slices(CROSSED[crossed]))
    if options.faults and part.has_slices and largest != "few":
        require_finds(part, part.command(smallest.faulty, largest))
        _say(f"{part.name} finds the planted slice")
    modules = record_imports(part, part.command(smallest.healthy, "few"))
    found: Results = {}
    for rows, sized in tables.items():
        repetitions = options.repeat if part.most_rows > min(tables) else 1
        for crossed in part.crossed if rows <= part.most_rows else ():
            figures = measure(part, part.command(sized.healthy, crossed), modules, repetitions=repetitions)
            found[part.name, rows, crossed] = figures
            _say(f"{rows:>10,} rows, {crossed}, {part.name}: {figures.cpu_s:.2f} CPU s")
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS), metavar="N")
    parser.add_argument(
        "--only", nargs="+", metavar="TEXT", help="only the programs whose name contains a text"
    )
    parser.add_argument(
        "--again", action="store_true", help="with --only: keep the other results that were saved"
    )
    parser.add_argument("--repeat", type=int, default=3, help="repetitions; peers that take minutes run once")
    parser.add_argument(
        "--no-faults", dest="faults", action="store_false", help="do not try the faulty table first"
    )
    parser.add_argument("--no-save", dest="save", action="store_false", help="leave the result files alone")
    options = parser.parse_args()
    # A part of the programs or of the sizes is no result of the benchmark.
    is_whole = not options.only and set(ROWS) <= set(options.rows)
    options.save = options.save and (is_whole or options.again)
    return options


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
