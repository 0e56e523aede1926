"""Compare Lockgate's slices with one hand-written query and with its peers: two models, 300,000 and 5 million rows.

Everything runs one after the other, on the same tables, to a verdict on seven metrics in each slice. Before anything is
measured, every program that has slices has to find the one in which the faulty table's candidate is worse. The exit
code is 1 when a bar is missed.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what the benchmarks have in common

from bars import bars
from competitors import HERE, PARTS, Competitor, Tables, prepare
from measure import measure, require_finds
from measuring.command_line import chosen, parsed, parser, say
from measuring.figures import Figures, record_imports
from measuring.programs import compile_sources, versions
from measuring.results import Results, in_order
from report import FILES, show
from table_shape import CROSSED, ROWS, n_slices


def main() -> int:
    """Prepare, check the competitors, measure, report."""
    options = parsed(parser(__doc__, ROWS, repetitions="3; peers that take minutes run once"), ROWS)
    parts = chosen(PARTS, options.only)
    results, measured = FILES.load() if options.again else ({}, {})
    tables = prepare(parts, options.rows)
    compile_sources(HERE)
    for part in parts:
        results |= _measured(part, tables, options)
    results, measured = in_order(results), measured | versions(parts)
    text = show(results, measured)
    print(text)
    if options.save:
        FILES.save(text, results, measured)
    return 1 if any(not bar.holds for bar in bars(results)) else 0


def _measured(part: Competitor, tables: dict[int, Tables], options: Namespace) -> Results[Figures]:
    smallest = tables[min(tables)]
    largest = max(part.crossed, key=lambda crossed: n_slices(CROSSED[crossed]))
    if options.faults and part.has_slices and largest != "few":
        require_finds(part, part.command(smallest.faulty, largest))
        say(f"{part.name} finds the planted slice")
    modules, _ = record_imports(part, part.command(smallest.healthy, "few"))
    found: Results[Figures] = {}
    for rows, sized in tables.items():
        repetitions = 1 if part.is_slow else options.repeat or 3
        for crossed in part.crossed if rows <= part.most_rows else ():
            figures = measure(part, part.command(sized.healthy, crossed), modules, repetitions=repetitions)
            found[part.name, rows, n_slices(CROSSED[crossed])] = figures
            say(f"{rows:>10,} rows, {crossed}, {part.name}: {figures.cpu_s:.2f} CPU s")
    return found


if __name__ == "__main__":
    sys.exit(main())
