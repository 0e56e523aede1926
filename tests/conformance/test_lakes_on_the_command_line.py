"""Commands that take a table without a project take a Delta Lake or Iceberg table as they take a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from deltalake import write_deltalake
from tests.fakes.lakes import iceberg_catalog
from tests.fakes.projects import trips_contract

from lockgate.cli.main import app

HEALTHY = pa.table({"id": range(4_000), "minutes": [20, 45, 60, 300] * 1_000, "carrier": ["AA", "UA"] * 2_000})
LATE = HEALTHY.set_column(1, "minutes", pa.array([300, 901, 300, 60] * 1_000))

Put = Callable[[str, pa.Table], str]
"""Puts a table into a lake and returns its name."""


@pytest.fixture(params=["delta", "iceberg"])
def put(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Return a way to put tables into each kind of lake; the working directory holds a contract."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "")
    (tmp_path / "trips.odcs.yaml").write_text(trips_contract())
    if request.param == "delta":

        def in_delta(name: str, table: pa.Table) -> str:
            write_deltalake(tmp_path / name, table)
            return f"delta://{name}"

        return in_delta
    catalog = request.getfixturevalue("catalog")

    def in_iceberg(name: str, table: pa.Table) -> str:
        catalog.create_table(f"sales.{name}", schema=table.schema).append(table)
        return f"iceberg://lake/sales.{name}"

    return in_iceberg


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a catalog on this disk."""
    with iceberg_catalog(tmp_path, monkeypatch) as made:
        return made


def shell(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="lockgate", standalone_mode=False)


def test_a_table_is_checked_with_its_reference(put: Put) -> None:
    trips, before = put("trips", HEALTHY), put("before", HEALTHY)

    result = shell("check", trips, "-c", "trips.odcs.yaml", "--reference", before)

    assert result.exception is None
    assert result.return_value == 0
    assert "trips at version" in " ".join(result.stdout.split())


def test_two_tables_are_compared(put: Put) -> None:
    before, now = put("before", HEALTHY), put("trips", LATE)

    result = shell("drift", before, now, "--exclude", "id")

    assert (result.exception, result.return_value) == (None, 1)
    assert "trips.minutes" in result.stdout


def test_offending_rows_are_written_and_set_aside(put: Put) -> None:
    trips = put("trips", LATE)

    checked = shell("check", trips, "-c", "trips.odcs.yaml", "--failures", "red.parquet")
    parted = shell("quarantine", trips, "-c", "trips.odcs.yaml", "-o", "out")

    assert (checked.return_value, parted.exception, parted.return_value) == (1, None, 0)
    assert pq.read_table("red.parquet")["lockgate_row"].to_pylist() == list(range(2, 4_001, 4))
    assert pq.read_table("out/bad")["id"].to_pylist() == list(range(1, 4_000, 4))
    assert pq.read_table("out/good").num_rows == 3_000


def test_a_table_that_is_not_there_is_told(put: Put) -> None:
    trips = put("trips", HEALTHY)

    result = shell("check", trips.replace("trips", "gone"), "-c", "trips.odcs.yaml")

    assert result.return_value == 4
    assert "gone" in result.stdout
