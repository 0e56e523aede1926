"""Partitions that are files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from tests.fakes.deliveries import DAYS, Deliveries, changes, rows, trips_of
from tests.fakes.projects import Home

from lockgate.app.profile_table import refresh_table
from lockgate.domain.profile import PartitionChange
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState

CUTS = pytest.mark.parametrize("cut", ["by: file", "column: day"])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_file_that_cannot_be_read_harms_no_other(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    (home.root / "data/trips/2013-01-02.parquet").write_bytes(b"PAR1 and then nothing")

    states = table.refresh()

    assert changes(states) == {"2013-01-01": "new", "2013-01-02": "failed", "2013-01-03": "new"}
    assert states.done.is_broken
    assert "cannot be read" in next(line.problem for line in states.done.partitions if line.problem)
    assert list(rows(states)) == ["2013-01-01", "2013-01-03"]


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


def test_what_cannot_be_asked_of_many_files_at_once_is_asked_of_each(home: Home) -> None:
    table = Deliveries(home)
    table.days(DAYS)
    job, ports = table.job()
    breaks = Request("trips", OrderBreaks("id"))  # in the order of the file, which grouping does not keep

    states = refresh_table(replace(job, requests=(*job.requests, breaks)), ports)

    assert [part.answers[breaks.key] for part in states.states.values()] == [OrderBreaksState(3, 0)] * 3


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
