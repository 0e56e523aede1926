"""Compare Lockgate with one hand-written query and with its peers: 60 and 1,000 checks, 1 and 10 million rows.

Everything runs one after the other, on the same table, to the same verdict. Before anything is measured, every
program has to find the same nine faults in a faulty table. The exit code is 1 when a bar is missed.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what the benchmarks have in common

from bars import bars
from competitors import HERE, LOCKGATE, PARTS, Competitor, prepare
from measure import judges_rightly, measure, record_imports
from measuring.command_line import chosen, parsed, parser, say
from measuring.figures import Figures
from measuring.programs import compile_sources, versions
from measuring.results import Results, in_order
from report import FILES, show
from table_shape import ROWS


def main() -> int:
    """Prepare, check the competitors, measure, report."""
    options = _options()
    parts = chosen(PARTS, options.only)
    results, measured = FILES.load() if options.again else ({}, {})
    tables = prepare(parts, options.rows)
    compile_sources(HERE)
    for part in parts if options.faults else []:
        say(f"{part.name} on the faulty table: {judges_rightly(part, tables[0])}")
    results = in_order(results | _measure_all(parts, {rows: tables[rows] for rows in options.rows}, options))
    measured |= versions(parts)
    text = show(results, measured)
    print(text)
    if options.save:
        FILES.save(text, results, measured)
    return 1 if any(not bar.holds for bar in bars(results)) else 0


def _options() -> Namespace:
    made = parser(__doc__, ROWS, repetitions="3 up to 1 million rows, else 1")
    made.add_argument("--checks", type=int, nargs="+", default=list(LOCKGATE.sizes), choices=LOCKGATE.sizes)
    made.add_argument(
        "--memory", action="store_true", help="only peak memory: 60 checks, both sizes, one run each"
    )
    options = parsed(made, ROWS)
    # Nor is a part of the checks a result of the benchmark.
    options.save = options.save and (options.again or set(LOCKGATE.sizes) <= set(options.checks))
    if options.memory:
        options.rows, options.checks, options.repeat, options.save = list(ROWS), [60], 1, False
    return options


def _measure_all(parts: list[Competitor], tables: dict[int, Path], options: Namespace) -> Results[Figures]:
    results: Results[Figures] = {}
    smallest = tables[min(tables)]
    modules = {part.name: record_imports(part, smallest) for part in parts}
    for rows, table in tables.items():
        for part in parts:
            for checks in sorted(set(part.sizes) & set(options.checks)):
                repetitions = options.repeat or (3 if rows <= ROWS[0] else 1)
                figures = measure(part, table, modules[part.name], checks=checks, repetitions=repetitions)
                results[part.name, rows, checks] = figures
                say(f"{rows:>10,} rows, {checks:>5,} checks, {part.name}: {figures.cpu_s:.2f} CPU s")
    return results


if __name__ == "__main__":
    sys.exit(main())
