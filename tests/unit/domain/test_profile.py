"""What profiling did."""

from __future__ import annotations

from lockgate.domain.profile import PartitionChange, ProfiledPartition, ProfiledTable


def test_changes_are_counted() -> None:
    lines = (
        ProfiledPartition(name="a", change=PartitionChange.NEW),
        ProfiledPartition(name="b", change=PartitionChange.NEW),
    )

    assert ProfiledTable(table="t", partitions=lines).count(PartitionChange.NEW) == 2


def test_a_table_is_broken_when_it_or_a_partition_could_not_be_read() -> None:
    failed = ProfiledPartition(name="a", change=PartitionChange.FAILED, problem="cut off")

    assert ProfiledTable(table="t", partitions=(failed,)).is_broken
    assert ProfiledTable(table="t", problem="no file").is_broken
    assert not ProfiledTable(table="t").is_broken
