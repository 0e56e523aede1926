from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conformance.engines import bench_of

from lockgate.adapters.engines.spark.readers import twin_in
from lockgate.domain.errors import LockgateError
from lockgate.scan.engine import Source


def test_names_that_differ_in_letter_case_alone_are_twins() -> None:
    assert twin_in(["Straße", "b", "STRASSE"]) == ("Straße", "STRASSE")
    assert twin_in(["a", "b"]) is None


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
