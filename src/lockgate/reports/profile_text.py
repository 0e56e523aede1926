"""What profiling did, as text."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.profile import PartitionChange, ProfiledPartition, ProfiledTable
from lockgate.reports.words import printable, quantity

__all__ = ["profile_text"]

_MOST_LINES = 12
_TOLD = (
    PartitionChange.NEW,
    PartitionChange.REPLACED,
    PartitionChange.EXTENDED,
    PartitionChange.UNCHANGED,
    PartitionChange.KEPT,
    PartitionChange.DROPPED,
    PartitionChange.FAILED,
)
_QUIET = (PartitionChange.UNCHANGED, PartitionChange.KEPT)


def profile_text(tables: Sequence[ProfiledTable]) -> str:
    """Return what happened to each table, and to the partitions that changed.

    Examples
    --------
    >>> day = ProfiledPartition(name="2013-01-31", change=PartitionChange.NEW, rows=842)
    >>> print(profile_text([ProfiledTable(table="flights", partitions=(day,), states=9, queries=2)]))
    flights   1 partition: 1 new   9 states each   2 queries read rows
      new        2013-01-31   842 rows
    """
    return "\n".join(line for table in tables for line in _table(table))


def _table(table: ProfiledTable) -> list[str]:
    if table.problem:
        return [f"{table.table}   nothing was profiled: {printable(table.problem)}"]
    counts = [f"{table.count(change):,} {change.value}" for change in _TOLD if table.count(change)]
    told = ", ".join(counts) or "none"
    read = f"{quantity(table.queries, 'query', 'queries')} read rows" if table.queries else "no row was read"
    head = f"{table.table}   {quantity(len(table.partitions), 'partition')}: {told}"
    changed = [part for part in table.partitions if part.change not in _QUIET]
    changed.sort(key=lambda part: part.change is not PartitionChange.FAILED)
    lines = [f"{head}   {quantity(table.states, 'state')} each   {read}"]
    lines += [_partition(part) for part in changed[:_MOST_LINES]]
    if len(changed) > _MOST_LINES:
        lines.append(f"  and {len(changed) - _MOST_LINES:,} more")
    return lines


def _partition(part: ProfiledPartition) -> str:
    rows = f"   {quantity(part.rows, 'row')}" if part.rows is not None else ""
    problem = f"   {printable(part.problem)}" if part.problem else ""
    return f"  {part.change.value:<9}  {printable(part.name)}{rows}{problem}"
