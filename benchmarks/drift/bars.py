"""What the benchmark has to show: all bars in one place."""

from __future__ import annotations

from collections.abc import Iterator

from competitors import DAY_ONE, DAY_TWO, LOCKGATE, PARTS, YARDSTICK
from measure import Figures
from measuring.results import Bar, Results

__all__ = ["bars"]

NET_CPU_OF_YARDSTICK = 1.5
PEAK_MIB = 400.0


def bars(results: Results[Figures]) -> Iterator[Bar]:
    """Compare Lockgate with every bar that the measurements can answer."""
    for rows in sorted({rows for name, rows, _ in results if name == LOCKGATE.name}):
        for day in (DAY_ONE, DAY_TWO):
            ours, yardstick = (results.get((name, rows, day)) for name in (LOCKGATE.name, YARDSTICK.name))
            if ours and yardstick:
                which = f"{rows:,} rows, {day}" if day == DAY_TWO else f"{rows:,} rows"
                says = f"{which}: {NET_CPU_OF_YARDSTICK}x hand-written, net of imports"
                yield Bar(says, ours.net_cpu_s, NET_CPU_OF_YARDSTICK * yardstick.net_cpu_s)
        ours = results[LOCKGATE.name, rows, DAY_ONE]
        yield Bar(f"{rows:,} rows: peak memory", ours.peak_mib, PEAK_MIB, "MiB")
        yield Bar(f"{rows:,} rows: alarms on the healthy table", ours.alarms, 0, "columns")
        for peer in PARTS:
            theirs = results.get((peer.name, rows, DAY_ONE))
            if peer.times_cheaper and theirs:
                says = f"{rows:,} rows: {peer.times_cheaper:g}x less than {peer.name}, from process start"
                yield Bar(says, ours.cpu_s, theirs.cpu_s / peer.times_cheaper)
