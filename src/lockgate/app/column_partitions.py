"""Partitions by the values of a column: one scan tells them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lockgate.app.partition_store import Census
from lockgate.app.table_work import TableStates, TableWork
from lockgate.domain.codec import digest
from lockgate.domain.profile import PartitionChange
from lockgate.scan.engine import Source
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.profile import profile_column

__all__ = ["ColumnPartitions"]

_ALL = PartitionRange()


class ColumnPartitions:
    """The rows of a table, cut by the values of a column.

    Parameters
    ----------
    work : TableWork
        The table being brought up to date.
    """

    def __init__(self, work: TableWork) -> None:
        self._work = work

    def refresh(self, within: PartitionRange, *, is_vouched: bool) -> TableStates:
        """Bring partitions up to date in one scan, if anything has changed: all, or those `within` if that will do."""
        work = self._work
        content = work.ports.contents.of(work.job.table, work.job.source, afresh=work.again)
        cut = digest([*work.cut, "" if content.identity else work.job.source.location])
        rows = digest([*work.cut, content.identity]) if content.identity else ""
        census = work.store.census()
        known = work.store.counted(census) if census.cut == cut else None
        is_current = bool(rows) and known is not None and census.rows == rows and not work.again
        is_enough = not content.identity or (is_vouched and known is not None)
        scope = within if is_enough and not is_current else _ALL
        before = {name: part for name, part in (known or {}).items() if is_current or not scope.holds(name)}
        missing = {key for part in before.values() for key in work.store.missing(part)}
        asked = [key for key in work.keys if key in missing or not is_current]
        fresh = self._scan(content.source, asked, scope, before if is_current else {}) if asked else []
        kept = {name: part for name, part in before.items() if name not in {part.partition for part in fresh}}
        work.drop([*kept, *(part.partition for part in fresh)])
        digests = {name: part.digest for name, part in kept.items()}
        digests |= {name: part.digest for name, part in work.save(fresh).items()}
        for part in kept.values():
            work.keep(part, PartitionChange.UNCHANGED)
        if fresh or not is_current:
            work.store.save_census(Census(rows, digests, cut))
        return work.done(content.version)

    def _scan(
        self,
        source: Source,
        asked: Sequence[str],
        scope: PartitionRange,
        before: Mapping[str, PartitionStates],
    ) -> list[PartitionStates]:
        work, job = self._work, self._work.job
        columns, profiles = work.read(
            source,
            lambda session: profile_column(
                session, job.table, [work.keys[key] for key in asked], job.spec, scope
            ),
        )
        return [work.joined(name, "", columns, profile, before.get(name)) for name, profile in profiles.items()]
