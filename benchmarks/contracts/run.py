"""Compare Lockgate with one hand-written query and with its peers: 60 and 1,000 checks, 1 and 10 million rows.

Everything runs one after the other, on the same table, to the same verdict. Before anything is measured, every
program has to find the same nine faults in a faulty table. The exit code is 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import compileall
import sys
from pathlib import Path

from bars import Results, bars
from competitors import HERE, PARTS, Competitor, prepare
from measure import judges_rightly, measure, record_imports
from report import save, show
from table_shape import ROWS


def main() -> int:
    """Prepare, check the competitors, measure, report."""
    options = _options()
    parts = [part for part in PARTS if not options.only or any(text in part.name for text in options.only)]
    tables = prepare(parts, options.rows)
    for folder in (HERE, HERE.parents[1] / "src"):
        compileall.compile_dir(folder, quiet=2)
    for part in parts if options.faults else []:
        _say(f"{part.name} on the faulty table: {judges_rightly(part, tables[0])}")
    results = _measure_all(parts, {rows: tables[rows] for rows in options.rows}, options)
    missed = [bar for bar in bars(results) if not bar.holds]
    print(show(results))
    if options.save:
        save(results)
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS), metavar="N")
    parser.add_argument("--checks", type=int, nargs="+", default=[60, 1_000], choices=[60, 1_000])
    parser.add_argument(
        "--only", nargs="+", metavar="TEXT", help="only the programs whose name contains a text"
    )
    parser.add_argument("--repeat", type=int, help="repetitions (default: 3 up to 1 million rows, else 1)")
    parser.add_argument(
        "--memory", action="store_true", help="only peak memory: 60 checks, both sizes, one run each"
    )
    parser.add_argument(
        "--no-faults", dest="faults", action="store_false", help="do not try the faulty table first"
    )
    parser.add_argument(
        "--no-save", dest="save", action="store_false", help="leave RESULTS.md and results.json alone"
    )
    options = parser.parse_args()
    if options.memory:
        options.rows, options.checks, options.repeat, options.save = list(ROWS), [60], 1, False
    # A part of the table is no result of the benchmark.
    options.save = options.save and not options.only and set(ROWS) <= set(options.rows)
    return options


def _measure_all(parts: list[Competitor], tables: dict[int, Path], options: argparse.Namespace) -> Results:
    results: Results = {}
    smallest = tables[min(tables)]
    modules = {part.name: record_imports(part, smallest) for part in parts}
    for rows, table in tables.items():
        for part in parts:
            for checks in sorted(set(part.sizes) & set(options.checks)):
                repetitions = options.repeat or (3 if rows <= ROWS[0] else 1)
                figures = measure(part, table, modules[part.name], checks=checks, repetitions=repetitions)
                results[part.name, rows, checks] = figures
                _say(f"{rows:>10,} rows, {checks:>5,} checks, {part.name}: {figures.cpu_s:.2f} CPU s")
    return results


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
