"""What the benchmark has to show: all bars in one place."""

from __future__ import annotations

from collections.abc import Iterator

from competitors import FRAME, FRAME_DRAWN, LOCKGATE, YARDSTICK
from measuring.figures import Figures
from measuring.results import Bar, Results
from table_shape import CROSSED, REPLICATES, n_slices

__all__ = ["bars", "frame_with_intervals"]

NET_CPU_OF_YARDSTICK = 3.0
TIMES_CHEAPER = 100.0
MOST_OF_FEW = 2.0


def bars(results: Results[Figures]) -> Iterator[Bar]:
    """Compare Lockgate with every bar that the measurements can answer."""
    every, few, some = (n_slices(CROSSED[name]) for name in ("all", "few", "some"))
    for rows in sorted({rows for name, rows, _ in results if name == LOCKGATE.name}):
        ours, by_hand = (results.get((one.name, rows, every)) for one in (LOCKGATE, YARDSTICK))
        ours_few = results.get((LOCKGATE.name, rows, few))
        if ours and by_hand:
            says = f"{rows:,} rows, {every:,} slices: {NET_CPU_OF_YARDSTICK:g}x by hand, net of imports"
            yield Bar(says, ours.net_cpu_s, NET_CPU_OF_YARDSTICK * by_hand.net_cpu_s)
        if ours and ours_few:
            says = f"{rows:,} rows: {every:,} slices at most {MOST_OF_FEW:g}x of {few}, from process start"
            yield Bar(says, ours.cpu_s, MOST_OF_FEW * ours_few.cpu_s)
        drawn = frame_with_intervals(results, rows)
        if ours_few and drawn:
            says = (
                f"{rows:,} rows, {few} slices: {TIMES_CHEAPER:g}x less than MetricFrame with as many replicates "
                "(extrapolated), from process start"
            )
            yield Bar(says, ours_few.cpu_s, drawn / TIMES_CHEAPER)
        ours_some, frame = (results.get((one.name, rows, some)) for one in (LOCKGATE, FRAME))
        if ours_some and frame:
            says = (
                f"{rows:,} rows, {some} slices: {TIMES_CHEAPER:g}x less than MetricFrame "
                "without intervals, from process start"
            )
            yield Bar(says, ours_some.cpu_s, frame.cpu_s / TIMES_CHEAPER)


def frame_with_intervals(results: Results[Figures], rows: int) -> float | None:
    """Return what MetricFrame would take with all replicates, in CPU s: a line through none and two."""
    few = n_slices(CROSSED["few"])
    none, two = (results.get((one.name, rows, few)) for one in (FRAME, FRAME_DRAWN))
    if none is None or two is None:
        return None
    return none.cpu_s + (two.cpu_s - none.cpu_s) / 2 * REPLICATES
