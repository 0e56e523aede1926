"""What profiling did, as text."""

from __future__ import annotations

from lockgate.domain.profile import PartitionChange, ProfiledPartition, ProfiledTable
from lockgate.reports.profile_text import profile_text


def test_a_table_that_cannot_be_read_says_why() -> None:
    assert profile_text([ProfiledTable(table="t", problem="no file")]) == "t   nothing was profiled: no file"


def test_unchanged_partitions_are_counted_and_the_failed_ones_come_first() -> None:
    lines = (
        ProfiledPartition(name="d1", change=PartitionChange.UNCHANGED, rows=1),
        ProfiledPartition(name="d2", change=PartitionChange.NEW, rows=2),
        ProfiledPartition(name="d3", change=PartitionChange.FAILED, problem="cut off"),
    )

    text = profile_text([ProfiledTable(table="t", partitions=lines, states=1)])

    assert text.splitlines() == [
        "t   3 partitions: 1 new, 1 unchanged, 1 failed   1 state each   no row was read",
        "  failed     d3   cut off",
        "  new        d2   2 rows",
    ]


def test_many_partitions_are_cut_short() -> None:
    lines = tuple(ProfiledPartition(name=f"d{i:02}", change=PartitionChange.NEW) for i in range(20))

    text = profile_text([ProfiledTable(table="t", partitions=lines), ProfiledTable(table="u")])

    assert text.splitlines()[-2:] == [
        "  and 8 more",
        "u   0 partitions: none   0 states each   no row was read",
    ]
