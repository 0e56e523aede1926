"""Partitions by the values of a column."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.deliveries import DAYS, Deliveries, Unknown, changes, rows, trips_of
from tests.fakes.projects import Home

from lockgate.app.profile_table import refresh_table
from lockgate.app.table_work import TableStates
from lockgate.domain.errors import LockgateError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.orphans import Orphans
from lockgate.scan.engine import Source
from lockgate.scan.partition_range import PartitionRange

CUTS = pytest.mark.parametrize("cut", ["by: file", "column: day"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def refreshed(
    table: Deliveries, within: PartitionRange | None = None, *, is_vouched: bool = False
) -> TableStates:
    """Refresh a table of which nothing tells what it holds."""
    job, ports = table.job()
    blind = replace(ports, contents=Unknown(ports.contents, ("trips",)))
    return refresh_table(job, blind, within or PartitionRange(), is_vouched=is_vouched)


def test_a_table_cut_by_a_column_that_cannot_be_read_is_an_error(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.deliver("2013-01-01").write_bytes(b"PAR1 and then nothing")

    with pytest.raises(LockgateError, match="LG203"):
        table.refresh()


def test_a_column_is_scanned_whole_when_nobody_says_that_the_rest_is_unchanged(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.days(DAYS)
    table.refresh()
    for day in DAYS:
        table.deliver(day, trips_of(day, rows=9))

    states = table.refresh(PartitionRange(since="2013-01-03"))

    assert rows(states) == dict.fromkeys(DAYS, 9)


def test_the_first_profile_of_a_column_reads_everything_whatever_is_said(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.days(DAYS)

    states = table.refresh(PartitionRange(since="2013-01-03"), is_vouched=True)

    assert rows(states) == dict.fromkeys(DAYS, 4)


def test_a_year_in_one_file_costs_as_many_queries_as_a_day(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.days(DAYS)
    few = table.refresh().done.queries
    table.days([f"2013-02-{day:02}" for day in range(1, 29)])

    states = table.refresh()

    assert len(rows(states)) == 31
    assert states.done.queries == few


def test_a_table_whose_content_nobody_tells_is_read_each_time(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.days(DAYS)

    first, second = refreshed(table), refreshed(table)

    assert changes(second) == dict.fromkeys(DAYS, "unchanged")
    assert second.done.queries == first.done.queries > 0


@pytest.mark.parametrize("is_vouched", [True, False])
def test_a_window_of_it_reads_the_rows_in_the_window_and_no_others(home: Home, *, is_vouched: bool) -> None:
    table = Deliveries(home, "column: day")
    table.days(DAYS)
    window = PartitionRange(since="2013-01-03")

    first = refreshed(table, window, is_vouched=is_vouched)
    refreshed(table)
    for day in DAYS:
        table.deliver(day, trips_of(day, rows=9))
    later = refreshed(table, window, is_vouched=is_vouched)

    assert rows(first) == {"2013-01-03": 4}
    assert rows(later) == {"2013-01-01": 4, "2013-01-02": 4, "2013-01-03": 9}


def test_partitions_of_another_cut_are_never_counted_beside_the_new_ones(home: Home) -> None:
    for cut in ("day", "month"):
        table = Deliveries(home, f"column: day, unit: {cut}")
        table.days(DAYS)
        vouched = refreshed(table, PartitionRange(since="2013-01"), is_vouched=True)
        whole = table.refresh(PartitionRange(since="2013-02"), is_vouched=True)

    assert vouched.states.keys() == whole.states.keys() == {"2013-01"}


@CUTS
def test_what_depends_on_a_table_whose_content_nobody_tells_is_asked_each_time(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    job, ports = table.job()
    orphans = Request("trips", Orphans(("carrier",), "carriers", ("code",)))
    found = []
    for known in (["AA", "UA"], ["AA"]):
        source = Source(str(home.root / home.table("carriers", {"code": known})))
        asked = replace(job, requests=(*job.requests, orphans), others={"carriers": source})
        blind = replace(ports, contents=Unknown(ports.contents, ("carriers",)))
        states = refresh_table(asked, blind)
        found.append([part.answers[f"{orphans.key}-"] for part in states.states.values()])

    assert found[0] != found[1]
