"""Compare Lockgate's drift with one hand-written query and with its peers: 30 columns, 1 and 10 million rows a side.

Everything runs one after the other, on the same tables, to a verdict: day one from two tables, day two from a kept
reference and the current table alone. Before anything is measured, every program has to name the three drifted columns
of a drifted table. The exit code is 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import compileall
import sys
from pathlib import Path

from bars import Results, bars
from competitors import DAY_TWO, HERE, PARTS, Competitor, Tables, prepare
from measure import drifted_columns, measure, record_imports
from report import save, show
from table_shape import ROWS


def main() -> int:
    """Prepare, check the competitors, measure, report."""
    options = _options()
    parts = [part for part in PARTS if not options.only or any(text in part.name for text in options.only)]
    tables = prepare(parts, options.rows)
    for folder in (HERE, HERE.parents[1] / "src"):
        compileall.compile_dir(folder, quiet=2)
    smallest = tables[min(tables)]
    for part in parts if options.faults else []:
        _say(
            f"{part.name} on the drifted table: {' '.join(drifted_columns(part, smallest.reference, smallest.drifted))}"
        )
    results: Results = {}
    for part in parts:
        modules = record_imports(part, smallest.reference, smallest.healthy)
        for rows, sized in tables.items():
            if rows <= part.most_rows:
                results |= _measured(part, rows, sized, modules, options.repeat)
    ordered = dict(sorted(results.items(), key=lambda item: (item[0][1], item[0][2])))
    print(show(ordered))
    if options.save:
        save(ordered)
    return 1 if any(not bar.holds for bar in bars(ordered)) else 0


def _measured(part: Competitor, rows: int, tables: Tables, modules: Path, repeat: int | None) -> Results:
    repetitions = repeat or (3 if rows <= ROWS[0] and not part.times_cheaper else 1)
    found: Results = {}
    days = {"": tables.reference} | ({DAY_TWO: tables.kept(part)} if part.has_day_two else {})
    for day, reference in days.items():
        figures = measure(part, reference, tables.healthy, modules, repetitions=repetitions)
        found[part.name, rows, day] = figures
        _say(f"{rows:>10,} rows, {day or 'day one'}, {part.name}: {figures.cpu_s:.2f} CPU s")
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS), metavar="N")
    parser.add_argument(
        "--only", nargs="+", metavar="TEXT", help="only the programs whose name contains a text"
    )
    parser.add_argument("--repeat", type=int, help="repetitions (default: 3 up to 1 million rows, else 1)")
    parser.add_argument(
        "--no-faults", dest="faults", action="store_false", help="do not try the drifted table first"
    )
    parser.add_argument("--no-save", dest="save", action="store_false", help="leave the result files alone")
    options = parser.parse_args()
    # A part of the programs or of the sizes is no result of the benchmark.
    options.save = options.save and not options.only and set(ROWS) <= set(options.rows)
    return options


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
