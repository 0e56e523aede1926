from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lockgate.adapters.arrow_files import write_batches
from lockgate.domain.errors import MissingExtraError, OutputError

ROWS = pa.record_batch({"id": [1, 2], "name": ["a,b", None]})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_batches_become_one_file(tmp_path: Path) -> None:
    assert write_batches([ROWS, ROWS], str(tmp_path / "rows.parquet"), "spark") == 4

    assert pq.read_table(tmp_path / "rows.parquet").to_pylist() == ROWS.to_pylist() * 2
    assert names(tmp_path) == ["rows.parquet"]


def test_text_is_as_duckdb_writes_it_and_a_file_that_was_there_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "it's rows.csv"
    target.write_text("old")

    assert write_batches([ROWS], str(target), "spark") == 2

    assert target.read_text() == 'id,name\n1,"a,b"\n2,\n'
    assert names(tmp_path) == ["it's rows.csv"]


def test_no_rows_make_a_file_of_columns(tmp_path: Path) -> None:
    assert write_batches([ROWS.slice(0, 0)], str(tmp_path / "rows.csv"), "spark") == 0

    assert (tmp_path / "rows.csv").read_text() == "id,name\n"


@pytest.mark.parametrize("before", [0, 2])
def test_what_breaks_on_the_way_leaves_the_old_file(tmp_path: Path, before: int) -> None:
    (tmp_path / "rows.parquet").write_text("old")

    def broken() -> Iterator[Any]:
        yield from [ROWS] * before
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        write_batches(broken(), str(tmp_path / "rows.parquet"), "spark")

    assert (names(tmp_path), (tmp_path / "rows.parquet").read_text()) == (["rows.parquet"], "old")


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"LG620.*cannot be written: .*[Nn]o such file"):
        write_batches([ROWS], str(tmp_path / "gone" / "rows.parquet"), "spark")


def test_text_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException("no space left")

    monkeypatch.setattr(duckdb, "connect", full)

    with pytest.raises(OutputError, match=r"LG620.*no space left"):
        write_batches([ROWS], str(tmp_path / "rows.csv"), "spark")
    assert names(tmp_path) == []


def test_without_pyarrow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'lockgate\[postgres\]'"):
        write_batches([], str(tmp_path / "rows.parquet"), "postgres")
