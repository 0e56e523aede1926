"""What the benchmark has to show: all bars in one place."""

from __future__ import annotations

from collections.abc import Iterator

from competitors import LOCKGATE, PARTS, YARDSTICKS
from measuring.figures import Figures
from measuring.results import Bar, Results
from table_shape import ROWS

__all__ = ["bars"]

NET_CPU_OF_YARDSTICK = 1.5
CPU_OF_PEERS = 1.0
CPU_OF_THOUSAND = 3.0
PEAK_GROWTH = 1.3
ENGINE_BUFFER_MIB = 256
PEAK_OF_IN_MEMORY = 0.25


def bars(results: Results[Figures]) -> Iterator[Bar]:
    """Compare Lockgate with every bar that the measurements can answer."""
    sizes = sorted({rows for name, rows, _ in results if name == LOCKGATE.name})
    for rows in sizes:
        yield from _of_size(results, rows)
    if len(sizes) > 1:
        small, large = (results.get((LOCKGATE.name, rows, 60)) for rows in (sizes[0], sizes[-1]))
        if small and large:
            limit = PEAK_GROWTH * small.peak_mib + ENGINE_BUFFER_MIB
            says = f"peak memory, {sizes[-1]:,} rows: {PEAK_GROWTH}x that of {sizes[0]:,} + {ENGINE_BUFFER_MIB}"
            yield Bar(says, large.peak_mib, limit, "MiB")


def _of_size(results: Results[Figures], rows: int) -> Iterator[Bar]:
    ours, thousand = (results.get((LOCKGATE.name, rows, checks)) for checks in (60, 1_000))
    if ours is None:
        return
    for form in YARDSTICKS:
        if yardstick := results.get((form.name, rows, 60)):
            limit = NET_CPU_OF_YARDSTICK * yardstick.net_cpu_s
            says = f"{rows:,} rows: {NET_CPU_OF_YARDSTICK}x {form.name}, net of imports"
            yield Bar(says, ours.net_cpu_s, limit)
    if thousand:
        says = f"{rows:,} rows: 1,000 checks {CPU_OF_THOUSAND:g}x the 60"
        yield Bar(says, thousand.cpu_s, CPU_OF_THOUSAND * ours.cpu_s)
    for peer in PARTS:
        theirs = results.get((peer.name, rows, 60))
        if not peer.is_peer or theirs is None:
            continue
        says = f"{rows:,} rows: less than {peer.name}, from process start"
        yield Bar(says, ours.cpu_s, CPU_OF_PEERS * theirs.cpu_s)
        if peer.in_memory and rows == ROWS[-1]:
            says = f"{rows:,} rows: peak memory a quarter of {peer.name}"
            yield Bar(says, ours.peak_mib, PEAK_OF_IN_MEMORY * theirs.peak_mib, "MiB")
