"""Compare Lockgate's drift with one hand-written query and with its peers: 30 columns, 1 and 10 million rows a side.

Everything runs one after the other, on the same tables, to a verdict: day one from two tables, day two from a kept
reference and the current table alone. Before anything is measured, every program has to name the three drifted columns
of a drifted table. The exit code is 1 when a bar is missed.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # for what the benchmarks have in common

from bars import bars
from competitors import DAY_ONE, DAY_TWO, HERE, PARTS, PATIENCE, Competitor, Tables, prepare
from measure import Figures, drifted_columns, measure
from measuring.command_line import chosen, parsed, parser, say
from measuring.figures import record_imports
from measuring.process import OutOfLimits
from measuring.programs import compile_sources, versions
from measuring.results import Results, Unfinished, in_order
from report import FILES, show
from table_shape import ROWS


def main() -> int:
    """Prepare, check the competitors, measure, report."""
    options = _options()
    parts = chosen(PARTS, options.only)
    results, measured = FILES.load() if options.again else ({}, {})
    unfinished = FILES.load_unfinished() if options.again else {}
    # Whatever is asked for, each program is tried on what takes none of them long.
    trial = min(ROWS[0], *options.rows)
    tables = prepare(parts, sorted({trial, *options.rows}))
    compile_sources(HERE)
    for part in parts if options.faults else []:
        named = drifted_columns(part, part.command(tables[trial].reference, tables[trial].drifted))
        say(f"{part.name} on the drifted table: {' '.join(named)}")
    for part in parts:
        modules, _ = record_imports(part, part.command(tables[trial].reference, tables[trial].healthy))
        for rows in options.rows:
            if rows <= part.most_rows or options.patient:
                found, missed = _measured(part, rows, tables[rows], modules, options.repeat)
                results = {scope: one for scope, one in results.items() if scope not in missed} | found
                unfinished = {scope: one for scope, one in unfinished.items() if scope not in found} | missed
            else:
                say(f"{rows:>10,} rows, {part.name}: left out; --patient allows it {PATIENCE}")
    results, measured = in_order(results), measured | versions(parts)
    text = show(results, measured, unfinished)
    print(text)
    if options.save:
        FILES.save(text, results, measured, unfinished)
    return 1 if any(not bar.holds for bar in bars(results)) else 0


def _measured(
    part: Competitor, rows: int, tables: Tables, modules: Path, repeat: int | None
) -> tuple[Results[Figures], Unfinished]:
    repetitions = repeat or (3 if rows <= ROWS[0] and not part.times_cheaper else 1)
    limits = PATIENCE if rows > part.most_rows else None
    found: Results[Figures] = {}
    missed: Unfinished = {}
    days = {DAY_ONE: tables.reference} | ({DAY_TWO: tables.kept(part)} if part.has_day_two else {})
    for day, reference in days.items():
        command = part.command(reference, tables.healthy)
        try:
            figures = measure(part, command, modules, repetitions=repetitions, limits=limits)
        except OutOfLimits:
            missed[part.name, rows, day] = str(limits)
            say(f"{rows:>10,} rows, {day}, {part.name}: not done within {limits}")
            continue
        found[part.name, rows, day] = figures
        say(f"{rows:>10,} rows, {day}, {part.name}: {figures.cpu_s:.2f} CPU s")
    return found, missed


def _options() -> Namespace:
    made = parser(__doc__, ROWS, repetitions="3 up to 1 million rows, else 1; peers once")
    made.add_argument(
        "--patient", action="store_true", help=f"on more rows than they can well do, allow peers {PATIENCE}"
    )
    return parsed(made, ROWS)


if __name__ == "__main__":
    sys.exit(main())
