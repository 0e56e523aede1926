"""States of partitions are stored, and what is unchanged is not read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.deliveries import DAYS, Deliveries, changes, rows, trips_of
from tests.fakes.projects import Home

from lockgate.app.profile_table import refresh_table
from lockgate.scan.partition_range import PartitionRange

CUTS = pytest.mark.parametrize("cut", ["by: file", "column: day"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@CUTS
def test_each_partition_is_profiled_once_and_then_not_read_again(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)

    first, second = table.refresh(), table.refresh()

    assert changes(first) == dict.fromkeys(DAYS, "new")
    assert first.done.queries > 0
    assert changes(second) == dict.fromkeys(DAYS, "unchanged")
    assert second.done.queries == 0
    assert rows(first) == rows(second) == dict.fromkeys(DAYS, 4)


@CUTS
def test_a_new_day_and_a_day_delivered_again_take_their_place(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    table.deliver("2013-01-02", trips_of("2013-01-02", rows=7))
    table.deliver("2013-01-04")

    states = table.refresh()

    assert changes(states) == {
        "2013-01-01": "unchanged",
        "2013-01-02": "replaced",
        "2013-01-03": "unchanged",
        "2013-01-04": "new",
    }
    assert rows(states)["2013-01-02"] == 7


@CUTS
def test_a_file_written_again_with_the_same_bytes_is_not_profiled_again(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    table.deliver("2013-01-02")

    assert table.refresh().done.queries == 0


@CUTS
def test_a_contract_that_asks_for_more_reads_the_rows_for_that_alone(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    before = table.refresh()

    states = table.refresh(lower=20)

    assert set(changes(states).values()) == {"extended"}
    assert 0 < states.done.queries < before.done.queries
    assert table.refresh(lower=20).done.queries == 0
    assert rows(states) == dict.fromkeys(DAYS, 4)


@CUTS
def test_a_partition_whose_rows_are_gone_is_dropped_unless_its_state_outlives_them(
    home: Home, cut: str
) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    (home.root / "data/trips/2013-01-02.parquet").unlink()

    kept = Deliveries(home, f"{cut}, outlives_data: true").refresh()
    kept_again = Deliveries(home, f"{cut}, outlives_data: true").refresh()
    dropped = table.refresh()

    assert changes(kept)["2013-01-02"] == changes(kept_again)["2013-01-02"] == "kept without data"
    assert kept_again.done.queries == 0
    assert len(rows(kept)) == 3
    assert changes(dropped)["2013-01-02"] == "dropped"
    assert list(rows(dropped)) == ["2013-01-01", "2013-01-03"]


@CUTS
def test_only_some_partitions_are_brought_up_to_date(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    for day in DAYS:
        table.deliver(day, trips_of(day, rows=9))

    states = table.refresh(PartitionRange(since="2013-01-03"), is_vouched=True)

    assert changes(states)["2013-01-03"] == "replaced"
    assert rows(states)["2013-01-03"] == 9
    assert rows(states).get("2013-01-01", 4) == 4


@CUTS
def test_everything_is_read_again_when_asked(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    before = table.refresh()

    states = table.refresh(again=True)

    assert states.done.queries == before.done.queries
    assert set(changes(states).values()) == {"unchanged"}


@CUTS
def test_damaged_states_are_made_again(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    stored = sorted((home.root / ".lockgate/states/tables/trips/partition").iterdir())
    stored[0].write_bytes(stored[0].read_bytes()[:-20])
    for census in (home.root / ".lockgate/states/tables/trips").glob("census/*"):
        census.write_bytes(b"{")

    states = table.refresh()

    assert rows(states) == dict.fromkeys(DAYS, 4)
    assert states.done.queries > 0


@CUTS
def test_states_of_one_engine_are_not_taken_for_those_of_another(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    job, ports = table.job()

    assert refresh_table(job, ports).done.queries == 0
    assert refresh_table(replace(job, engine="spark"), ports).done.queries > 0
