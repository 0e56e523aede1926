from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lockgate.cli.options import instant, project_file, table_file, table_name, table_source
from lockgate.domain.errors import ParameterError
from lockgate.scan.engine import Source


def test_an_instant_without_zone_is_in_utc() -> None:
    assert instant("2013-07-01T06:00") == datetime(2013, 7, 1, 6, tzinfo=UTC)


def test_an_instant_keeps_its_zone() -> None:
    moment = instant("2013-07-01T06:00+02:00")

    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=2)


def test_no_text_is_no_instant() -> None:
    assert instant("") is None


def test_a_text_that_is_no_instant_is_refused() -> None:
    with pytest.raises(ParameterError, match="--now"):
        instant("soon")


def test_the_directory_of_a_project_stands_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "lockgate.yaml").touch()

    assert project_file(str(tmp_path)) == str(tmp_path / "lockgate.yaml")


def test_a_project_with_the_other_ending_is_offered(tmp_path: Path) -> None:
    (tmp_path / "lockgate.yml").touch()

    with pytest.raises(ParameterError, match=r"did you mean `--project .*lockgate\.yml`"):
        project_file(str(tmp_path / "lockgate.yaml"))


def test_a_missing_project_teaches_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="lockgate init TABLE"):
        project_file(str(tmp_path))


@pytest.mark.parametrize("pattern", ["t.parquet", "*.parquet", "**/*.parquet", "t.parque[t]", ""])
def test_a_table_is_a_file_a_pattern_or_a_directory(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "t.parquet").touch()

    assert table_file(str(tmp_path / pattern)) == str(tmp_path / pattern)


def test_a_file_whose_name_looks_like_a_pattern_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "t[1].parquet").touch()

    assert table_file(str(tmp_path / "t[1].parquet"))


@pytest.mark.parametrize("text", ["delta://lake/flights", "iceberg://lake/sales.orders", "table://orders"])
def test_a_table_that_is_no_file_is_refused_where_only_files_are_read(text: str) -> None:
    with pytest.raises(ParameterError, match="is not supported here: this command reads files"):
        table_file(text)


def test_a_missing_table_gets_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "trips.parquet").touch()

    with pytest.raises(ParameterError, match=r"did you mean `.*trips\.parquet`"):
        table_file(str(tmp_path / "trip.parquet"))


def test_a_missing_directory_has_no_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="check the path"):
        table_file(str(tmp_path / "none" / "t.parquet"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/flights.parquet", "flights"),
        ("flights.csv.gz", "flights"),
        ("a/flights/*.csv", "flights"),
        ("*", "table"),
    ],
)
def test_a_table_is_called_after_its_file_or_its_directory(path: str, name: str) -> None:
    assert table_name(path) == name


def test_a_table_that_keeps_its_versions_is_named_by_its_format(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    file.touch()

    assert table_source(str(file)) == Source(str(file))
    assert table_source("delta://lake/t") == Source("lake/t", "delta")
    assert table_source("iceberg://lake/sales.t") == Source("lake/sales.t", "iceberg")
    with pytest.raises(ParameterError, match="no file matches"):
        table_source(str(tmp_path / "gone"))


def test_a_table_of_a_database_takes_a_project() -> None:
    with pytest.raises(ParameterError, match="name the engine and the table in a project"):
        table_source("table://sales.orders")
