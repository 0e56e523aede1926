from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlglot import exp
from tests.conformance.engines import bench_of

from lockgate.adapters.engines.spark.readers import path_of, twin_in
from lockgate.domain.errors import LockgateError
from lockgate.scan.engine import Source


def test_names_that_differ_in_letter_case_alone_are_twins() -> None:
    assert twin_in(["Straße", "b", "STRASSE"]) == ("Straße", "STRASSE")
    assert twin_in(["a", "b"]) is None


@pytest.mark.parametrize(
    ("location", "kind", "found"),
    [
        ("lake/t.parquet", "parquet", "/project/lake/t.parquet"),
        ("lake/d/", "parquet", "/project/lake/d/"),
        ("../*.csv", "csv", "/*.csv"),
        ("/lake/t", "delta", "/lake/t"),
        ("s3a://lake/t", "parquet", "s3a://lake/t"),
        ("file:/lake/t", "parquet", "file:/lake/t"),
        ("sales.orders", "iceberg", "sales.orders"),
        ("lake/orders", "iceberg", "/project/lake/orders"),
    ],
)
def test_a_path_is_made_absolute_here(
    location: str, kind: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getcwd", lambda: "/project")

    assert path_of(location, kind) == found


@pytest.mark.spark
def test_a_relative_path_begins_where_this_process_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Java begins relative paths where it was started: a second project read the tables of the first."""
    for number, project in enumerate(("first", "second")):
        (tmp_path / project).mkdir()
        pq.write_table(pa.table({"a": [number]}), tmp_path / project / "t.parquet")
        monkeypatch.chdir(tmp_path / project)
        with closing(bench_of("spark").engine.open({"t": Source("t.parquet")})) as session:
            assert session.rows(exp.select("a").from_("t")) == [(number,)]


@pytest.mark.spark
def test_files_are_read_by_their_endings_and_one_that_is_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("minutes;s\n20;x\n3000;NA\n", encoding="utf-8")
    (tmp_path / "t.jsonl").write_text('{"a": 1.5}\n', encoding="utf-8")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "t.parquet")
    csv = str(tmp_path / "t.csv")
    sources = {
        "csv": Source(
            csv, options={"delimiter": ";", "null_values": ["NA"], "hive_partitions": False, "header": True}
        ),
        "json": Source(str(tmp_path / "t.jsonl")),
        "parquet": Source(str(tmp_path / "t.parquet")),
        "gone": Source(str(tmp_path / "gone.parquet")),
        "odd": Source(str(tmp_path / "t.xyz")),
        "many": Source(csv, options={"null_values": ["NA", "-"]}),
        "typed": Source(csv, options={"types": {"minutes": "date"}}),
        "cut": Source(csv, file_column="file"),
        "unknown": Source("no_such_table", "table"),
    }
    session = bench_of("spark").engine.open(sources)

    assert _types(session, "csv") == [("minutes", "INTEGER"), ("s", "VARCHAR")]
    assert _types(session, "json") == [("a", "DOUBLE")]
    assert _types(session, "parquet") == [("a", "BIGINT")]
    assert _refusal(session, "gone").startswith("[LG202] table `gone`: no file matches")
    assert _refusal(session, "odd").startswith("[LG204]")
    assert _refusal(session, "many").startswith("[LG101] table `many`: `null_values` must be one text on Spark")
    assert _refusal(session, "typed").startswith("[LG101] table `typed`: `types` must be one of")
    assert _refusal(session, "cut").startswith("[LG240] engine `Apache Spark`: a table is not cut by its files")
    assert "`no_such_table` cannot be read: [TABLE_OR_VIEW_NOT_FOUND]" in _refusal(session, "unknown")
    assert _refusal(session, "csw") == "[LG206] project: no table is named `csw`.\n  hint: did you mean `csv`?"
    session.close()


def _types(session: Any, table: str) -> list[tuple[str, str]]:  # noqa: ANN401 - a session
    return [(column.name, column.physical) for column in session.schema(table).columns]


def _refusal(session: Any, table: str) -> str:  # noqa: ANN401 - a session
    with pytest.raises(LockgateError) as caught:
        session.schema(table)
    return str(caught.value)
