"""Tables of the results: for the terminal, RESULTS.md and results.json."""

from __future__ import annotations

from collections.abc import Iterator

from bars import bars
from competitors import HERE, LOCKGATE, PARTS, YARDSTICK
from measuring.figures import Figures
from measuring.results import ResultFiles, Results, Versions, bar_table, scopes, table, written_by

__all__ = ["FILES", "show"]

FILES = ResultFiles(HERE, "Contract benchmark: results", varies="checks", kind=Figures)


def show(results: Results[Figures], versions: Versions) -> str:
    """Return the results as Markdown: a table for each size and list of checks, then the bars."""
    return "\n".join(_lines(results, versions))


def _lines(results: Results[Figures], versions: Versions) -> Iterator[str]:
    names = [part.name for part in PARTS]
    yield written_by("`make bench`")
    for rows, checks in scopes(results):
        yield f"\n## {rows:,} rows, {checks:,} checks\n"
        yield from table(
            (rows, checks), results, versions, names=names, ours=LOCKGATE.name, yardstick=YARDSTICK.name
        )
    yield from bar_table(bars(results))
