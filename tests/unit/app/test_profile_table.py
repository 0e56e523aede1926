"""States of partitions are stored, and what is unchanged is not read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pytest
from tests.fakes.deliveries import Deliveries, trips_of
from tests.fakes.projects import Home

from lockgate.app.profile_table import TableStates, refresh_table
from lockgate.app.store_ports import Content, Contents
from lockgate.domain.errors import LockgateError, ParameterError
from lockgate.domain.profile import PartitionChange
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState
from lockgate.scan.aggregates.orphans import Orphans
from lockgate.scan.engine import Source
from lockgate.scan.partition_range import PartitionRange

DAYS = ("2013-01-01", "2013-01-02", "2013-01-03")
CUTS = pytest.mark.parametrize("cut", ["by: file", "column: day"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def changes(states: TableStates) -> dict[str, str]:
    return {line.name.removesuffix(".parquet"): line.change.value for line in states.done.partitions}


def rows(states: TableStates) -> dict[str, int]:
    found = {}
    for name, part in states.states.items():
        counted = part.answers[Request("trips", RowCount()).key]
        assert isinstance(counted, Count)
        found[name.removesuffix(".parquet")] = counted.n
    return found


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


def test_a_file_that_cannot_be_read_harms_no_other(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    (home.root / "data/trips/2013-01-02.parquet").write_bytes(b"PAR1 and then nothing")

    states = table.refresh()

    assert changes(states) == {"2013-01-01": "new", "2013-01-02": "failed", "2013-01-03": "new"}
    assert states.done.is_broken
    assert "cannot be read" in next(line.problem for line in states.done.partitions if line.problem)
    assert list(rows(states)) == ["2013-01-01", "2013-01-03"]


def test_a_table_cut_by_a_column_that_cannot_be_read_is_an_error(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.deliver("2013-01-01").write_bytes(b"PAR1 and then nothing")

    with pytest.raises(LockgateError, match="LG203"):
        table.refresh()


def test_files_of_other_columns_or_without_rows_are_profiled_apart(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    table.deliver("2013-01-04", {**trips_of("2013-01-04"), "more": [1, 2, 3, 4]})
    none = {name: pa.array([], pa.array(values).type) for name, values in trips_of("2013-01-05").items()}
    table.deliver("2013-01-05", none)

    states = table.refresh()

    assert rows(states) == {**dict.fromkeys(DAYS, 4), "2013-01-04": 4, "2013-01-05": 0}
    names = {name: [column.name for column in part.columns] for name, part in states.states.items()}
    assert names["2013-01-04.parquet"][-1] == "more"
    assert names["2013-01-01.parquet"] == names["2013-01-05.parquet"] == ["id", "minutes", "carrier", "day"]


def test_csv_files_whose_types_depend_on_their_values_are_read_alone(home: Home) -> None:
    table = Deliveries(home)
    job, ports = table.job()
    home.write("days/2013-01-01.csv", "id,minutes,carrier\n1,20,AA\n")
    home.write("days/2013-01-02.csv", "id,minutes,carrier\n2,20.5,AA\n")
    home.write("days/2013-01-03.csv", "id,minutes,carrier\n3,30,AA\n")
    source = replace(job.source, location=str(home.root / "days/*.csv"))

    states = refresh_table(replace(job, source=source), ports)

    assert [part.columns[1].physical for part in states.states.values()] == ["BIGINT", "DOUBLE", "BIGINT"]


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


def test_a_year_in_one_file_costs_as_many_queries_as_a_day(home: Home) -> None:
    table = Deliveries(home, "column: day")
    table.days(DAYS)
    few = table.refresh().done.queries
    table.days([f"2013-02-{day:02}" for day in range(1, 29)])

    states = table.refresh()

    assert len(rows(states)) == 31
    assert states.done.queries == few


def test_values_of_a_masked_column_stay_out_of_the_store_and_its_keys_can_be_compared(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS[:1])
    home.write("x", "")

    states = table.refresh(classification="personal")

    (part,) = states.states.values()
    assert part.masked == ("carrier",)
    content = b"".join(file.read_bytes() for file in (home.root / ".lockgate").rglob("*") if file.is_file())
    assert b'"AA"' not in content


def test_a_column_that_becomes_masked_is_profiled_again(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    table.refresh()

    states = table.refresh(classification="personal")

    assert set(changes(states).values()) == {"replaced"}


def test_partitions_are_not_named_after_values_of_a_masked_column(home: Home) -> None:
    table = Deliveries(home, "column: carrier, unit: value")

    with pytest.raises(ParameterError, match="not masked"):
        table.job(classification="personal")


def test_states_that_are_damaged_and_whose_rows_are_gone_are_not_kept(home: Home) -> None:
    table = Deliveries(home, "by: file, outlives_data: true")
    table.days(DAYS)
    table.refresh()
    (home.root / "data/trips/2013-01-02.parquet").unlink()
    (home.root / ".lockgate/states/tables/trips/partition/2013-01-02.parquet").write_bytes(b"?")

    assert "2013-01-02" not in changes(table.refresh())


def test_what_cannot_be_asked_of_many_files_at_once_is_asked_of_each(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    job, ports = table.job()
    breaks = Request("trips", OrderBreaks("id"))  # in the order of the file, which grouping does not keep

    states = refresh_table(replace(job, requests=(*job.requests, breaks)), ports)

    assert [part.answers[breaks.key] for part in states.states.values()] == [OrderBreaksState(3, 0)] * 3


@dataclass(frozen=True, slots=True)
class Unknown:
    """Contents of a world where nothing tells what some tables hold, as in a database."""

    real: Contents
    tables: tuple[str, ...]

    def of(self, table: str, source: Source, *, afresh: bool = False) -> Content:
        return Content(source=source) if table in self.tables else self.real.of(table, source, afresh=afresh)

    def files(self, table: str, source: Source) -> Sequence[str]:
        return self.real.files(table, source)

    def digests(self, files: Sequence[str], *, afresh: bool = False) -> Mapping[str, str]:
        return self.real.digests(files, afresh=afresh)


def refreshed(
    table: Deliveries, within: PartitionRange | None = None, *, is_vouched: bool = False
) -> TableStates:
    """Refresh a table of which nothing tells what it holds."""
    job, ports = table.job()
    blind = replace(ports, contents=Unknown(ports.contents, ("trips",)))
    return refresh_table(job, blind, within or PartitionRange(), is_vouched=is_vouched)


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


def test_an_empty_file_harms_no_other(tmp_path: Path) -> None:
    table = Deliveries(Home(tmp_path))
    table.deliver("2013-01-01")
    (tmp_path / "data/trips/2013-01-02.parquet").touch()

    done = table.refresh().done

    lines = [(line.name, line.change, "the file is empty" in line.problem) for line in done.partitions]
    assert sorted(lines) == [
        ("2013-01-01.parquet", PartitionChange.NEW, False),
        ("2013-01-02.parquet", PartitionChange.FAILED, True),
    ]


@CUTS
def test_states_of_one_engine_are_not_taken_for_those_of_another(home: Home, cut: str) -> None:
    table = Deliveries(home, cut)
    table.days(DAYS)
    table.refresh()
    job, ports = table.job()

    assert refresh_table(job, ports).done.queries == 0
    assert refresh_table(replace(job, engine="spark"), ports).done.queries > 0
