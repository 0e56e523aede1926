"""Tables of the results: for the terminal, RESULTS.md and results.json."""

from __future__ import annotations

from collections.abc import Iterator

from bars import bars
from competitors import HERE, LOCKGATE, PARTS, YARDSTICK
from measure import Figures
from measuring.results import (
    ResultFiles,
    Results,
    Unfinished,
    Versions,
    bar_table,
    scopes,
    table,
    told_unfinished,
    written_by,
)

__all__ = ["FILES", "show"]

FILES = ResultFiles(HERE, "Drift benchmark: results", varies="day", kind=Figures)


def show(results: Results[Figures], versions: Versions, unfinished: Unfinished) -> str:
    """Return the results as Markdown: a table for each size and day, then the bars."""
    return "\n".join(_lines(results, versions, unfinished))


def _lines(results: Results[Figures], versions: Versions, unfinished: Unfinished) -> Iterator[str]:
    names = [part.name for part in PARTS]
    yield written_by("`benchmarks/drift/run.py`")
    for rows, day in scopes(results):
        yield f"\n## {rows:,} rows a side, {day}\n"
        yield from table(
            (rows, day), results, versions, names=names, ours=LOCKGATE.name, yardstick=YARDSTICK.name
        )
        yield from told_unfinished((rows, day), unfinished, versions)
    yield from bar_table(bars(results))
