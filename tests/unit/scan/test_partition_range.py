"""Stretches of partitions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.domain.errors import ParameterError
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partitioning import NO_VALUE

NAMES = ("2012-12-31", "2013-01-01", "2013-01-31", "2013-02-01", NO_VALUE)


@pytest.mark.parametrize(
    ("span", "held"),
    [
        (PartitionRange(), NAMES[:-1]),
        (PartitionRange("2013-01-01", "2013-01-31"), NAMES[1:3]),
        (PartitionRange("2013-01", "2013-01"), NAMES[1:3]),
        (PartitionRange("2013"), NAMES[1:4]),
        (PartitionRange("", "2012"), NAMES[:1]),
        (PartitionRange("2014"), ()),
    ],
)
def test_a_stretch_holds_the_same_names_here_and_in_the_engine(
    span: PartitionRange, held: tuple[str, ...]
) -> None:
    condition = span.sql(exp.column("name"))
    query = exp.select("name").from_("t").order_by("name")

    with opened(t={"name": list(NAMES)}) as session:
        found = [str(row[0]) for row in session.rows(query.where(condition) if condition else query)]

    assert tuple(name for name in NAMES if span.holds(name) and name != NO_VALUE) == held
    assert [name for name in found if name != NO_VALUE] == list(held)
    assert (NO_VALUE in found) == span.holds(NO_VALUE) == (condition is None)


def test_the_last_partitions_end_with_the_newest() -> None:
    names = ["2013-01-01", "2013-01-31", NO_VALUE, "2013-01-30"]

    assert PartitionRange(last=timedelta(days=2)).of(names) == ("2013-01-30", "2013-01-31")
    assert PartitionRange(last=timedelta(days=2)).of([]) == ()


def test_names_without_a_date_have_no_last_ones() -> None:
    with pytest.raises(ParameterError, match="whose names hold a date"):
        PartitionRange(last=timedelta(days=2)).of(["north"])


def test_paths_are_in_the_order_of_their_dates() -> None:
    assert PartitionRange().of(["b/2013-01-01.csv", "a/2013-01-02.csv"]) == (
        "b/2013-01-01.csv",
        "a/2013-01-02.csv",
    )


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ParameterError, match="before 2013-01"):
        PartitionRange("2013-02", "2013-01")


def test_a_stretch_reads_as_people_write_it() -> None:
    spans = [
        PartitionRange(),
        PartitionRange("2013-01", "2013-01"),
        PartitionRange("", "2013-01"),
        PartitionRange(last=timedelta(days=1)),
        PartitionRange(last=timedelta(hours=36)),
    ]

    assert [str(span) for span in spans] == [
        "all partitions", "2013-01", "..2013-01", "the last 1 day", "the last 1 day, 12:00:00",
    ]  # fmt: skip
    assert [span.is_open for span in spans] == [True, False, False, False, False]
