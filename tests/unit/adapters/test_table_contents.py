"""What tables hold: told by files, by versions, or by nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import write_deltalake

from lockgate.adapters.file_contents import FileContents
from lockgate.adapters.state_directory import StateDirectory
from lockgate.adapters.table_contents import TableContents
from lockgate.app.engine_spec import EngineKind, EngineSpec
from lockgate.app.store_ports import Content
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source

TABLE = pa.table({"a": [1, 2]})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def contents(home: Path, kind: EngineKind = "duckdb", **options: str) -> TableContents:
    spec = EngineSpec(kind=kind, **options)  # type: ignore[arg-type]  # keys of Spark, all texts
    return TableContents(FileContents(StateDirectory(home / "states")), spec)


def test_files_are_known_by_their_bytes_whatever_they_are_called(home: Path) -> None:
    for name in ("a", "b"):
        pq.write_table(TABLE, home / f"{name}.parquet")
    known = contents(home)

    a, b = (known.of("t", Source(str(home / f"{name}.parquet"))) for name in ("a", "b"))
    pq.write_table(TABLE.slice(1), home / "b.parquet")

    assert a.identity == b.identity != known.of("t", Source(str(home / "b.parquet")), afresh=True).identity
    assert (a.source.location, a.version) == (str(home / "a.parquet"), "")
    assert list(known.digests(known.files("t", a.source))) == [str(home / "a.parquet")]
    with pytest.raises(DataError, match="LG202"):
        known.of("t", Source(str(home / "gone.parquet")))


def delta(home: Path) -> Content:
    return contents(home).of("t", Source(str(home / "lake"), "delta"))


def test_a_delta_table_is_known_by_its_version_and_read_at_it(home: Path) -> None:
    write_deltalake(home / "lake", TABLE)
    first, again = delta(home), delta(home)
    write_deltalake(home / "lake", TABLE, mode="append")
    second = delta(home)

    assert first == again
    assert (first.version, first.source.options) == ("0", {"version": 0})
    assert (second.version, second.source.options) == ("1", {"version": 1})
    assert first.identity != second.identity
    assert contents(home).of("t", first.source) == first


def test_a_delta_table_made_anew_in_the_place_of_another_is_another(home: Path) -> None:
    write_deltalake(home / "lake", TABLE)
    before = delta(home)
    shutil.rmtree(home / "lake")
    write_deltalake(home / "lake", TABLE)

    assert delta(home).version == before.version == "0"
    assert delta(home).identity != before.identity


def test_nothing_tells_what_a_table_of_a_database_holds(home: Path) -> None:
    source = Source("sales.orders", "table")

    assert contents(home, "postgres").of("t", source) == Content(source=source)
    assert contents(home, "spark").of("t", source) == Content(source=source)


def test_files_of_a_spark_on_this_machine_are_known_every_one_of_them(home: Path) -> None:
    (home / "t").mkdir()
    pq.write_table(TABLE, home / "t/part-0.parquet")
    known = contents(home, "spark")

    before = known.of("t", Source(str(home / "t"), "parquet"))
    by_pattern = known.of("t", Source(str(home / "t/*.parquet")))
    (home / "t/part-1").write_bytes(
        (home / "t/part-0.parquet").read_bytes()
    )  # Spark reads it, whatever its ending

    assert before.identity == by_pattern.identity != ""
    assert known.of("t", Source(str(home / "t"), "parquet")).identity != before.identity


@pytest.mark.parametrize("options", [{"master": "yarn"}, {"remote": "sc://localhost:15002"}])
def test_files_of_a_spark_elsewhere_are_not(home: Path, options: dict[str, str]) -> None:
    pq.write_table(TABLE, home / "t.parquet")

    assert contents(home, "spark", **options).of("t", Source(str(home / "t.parquet"))).identity == ""


def test_lakes_that_spark_reads_by_itself_and_files_in_a_cloud_are_not(home: Path) -> None:
    write_deltalake(home / "lake", TABLE)
    known = contents(home, "spark")

    assert known.of("t", Source(str(home / "lake"), "delta", options={"version": 0})).version == "0"
    assert known.of("t", Source(str(home / "lake"), "delta")).identity == ""
    assert known.of("t", Source("s3a://lake/orders", "parquet")).identity == ""
