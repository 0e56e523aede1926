"""Tables of the results: for the terminal, RESULTS.md and results.json."""

from __future__ import annotations

from collections.abc import Iterator

from bars import bars, frame_with_intervals
from competitors import HERE, LOCKGATE, PARTS, YARDSTICK
from measuring.figures import Figures
from measuring.results import ResultFiles, Results, Versions, bar_table, scopes, table, written_by
from table_shape import CROSSED, METRICS, REPLICATES, n_slices

__all__ = ["FILES", "show"]

FILES = ResultFiles(HERE, "Slices benchmark: results", varies="slices", kind=Figures)


def show(results: Results[Figures], versions: Versions) -> str:
    """Return the results as Markdown: a table for each size and set of slices, then the bars."""
    return "\n".join(_lines(results, versions))


def _lines(results: Results[Figures], versions: Versions) -> Iterator[str]:
    names = [part.name for part in PARTS]
    yield written_by("`benchmarks/slices/run.py`")
    yield f"\nTwo models; in each slice {', '.join(METRICS)}."
    for rows, slices in scopes(results):
        yield f"\n## {rows:,} rows, {slices:,} slices\n"
        yield from table(
            (rows, slices), results, versions, names=names, ours=LOCKGATE.name, yardstick=YARDSTICK.name
        )
        drawn = frame_with_intervals(results, rows)
        if slices == n_slices(CROSSED["few"]) and drawn:
            ours = results.get((LOCKGATE.name, rows, slices))
            ratio = f"{drawn / ours.cpu_s:,.0f}x" if ours else ""
            name = f"fairlearn MetricFrame, {REPLICATES:,} replicates, **extrapolated** from 0 and 2"
            yield f"| {name} | | {drawn:,.0f} | | | | | {ratio} |"
    yield from bar_table(bars(results))
