from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlglot import exp, parse_one
from tests.conformance.engines import bench_of, spark_session

from lockgate.adapters.engines.spark import SparkTables
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source

pytestmark = [pytest.mark.spark]
TABLE = pa.table({"k": [1, 2, None], "s": ["a", None, "b"]})


@pytest.fixture
def tables() -> Iterator[Any]:
    bench = bench_of("spark")
    session = bench.engine.open(bench.sources({"t": TABLE}))
    yield session
    session.close()


def asked(text: str) -> exp.Expr:
    return parse_one(text, read="duckdb")


def test_structs_lists_and_maps_come_as_python_has_them(tables: SparkTables) -> None:
    query = asked("select [1, 2], map(['a'], [1]), cast(1.5 as decimal(3, 1)) from t limit 1")
    field = exp.PropertyEQ(this=exp.to_identifier("c0"), expression=exp.Literal.number(7))
    row = exp.Anonymous(this="STRUCT_PACK", expressions=[field])
    query.expressions[0].replace(exp.Anonymous(this="ARRAY", expressions=[row]))

    assert tables.rows(query) == [([{"c0": 7}], {"a": 1}, Decimal("1.5"))]
    assert tables.selects == 1


def test_arrays_are_masked_where_there_is_no_value(tables: SparkTables) -> None:
    found = tables.arrays(asked("select k, s, 1 as one from t order by k"))

    assert found["one"].tolist() == [1, 1, 1]
    assert sorted(np.ma.getmaskarray(found["k"]).tolist()) == [False, False, True]
    assert found["s"].dtype == object


def test_rows_come_in_chunks_and_batches(tables: SparkTables) -> None:
    query = asked("select k from t")

    assert [len(chunk) for chunk in tables.chunks(query, 2)] == [2, 1]
    assert sum(batch.num_rows for batch in tables.batches(query, 2)) == 3


def test_rows_are_written_here_whole_or_not_at_all(tables: SparkTables, tmp_path: Path) -> None:
    written = tables.save(asked("select k, s from t where k > 0"), str(tmp_path / "rows.parquet"))
    with pytest.raises(DataError, match="LG205"):
        tables.save(asked("select gone from t"), str(tmp_path / "none.parquet"))

    assert (written, tables.is_ordered) == (2, False)
    assert sorted(pq.read_table(tmp_path / "rows.parquet")["k"].to_pylist()) == [1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def test_what_only_duckdb_does_is_refused(tables: SparkTables) -> None:
    with pytest.raises(DataError, match="queries have no parameters"):
        tables.rows(asked("select 1"), [1])


def test_a_table_is_its_own_only_part_and_its_version_is_the_one_that_was_named(tables: SparkTables) -> None:
    assert [part.location for part in tables.parts("t")] == ["t"]
    assert (tables.version("t"), tables.version("u")) == ("", "")


def test_a_version_that_was_named_is_told() -> None:
    tables = bench_of("spark").engine.open({"t": Source("no such place", "delta", options={"version": 3})})

    assert tables.version("t") == "3"
    tables.close()


def test_before_version_4_2_no_rows_are_picked() -> None:
    old = SparkTables(SimpleNamespace(version="4.1.0"), {})
    first = exp.Anonymous(this="ARG_MIN", expressions=[exp.column("a"), exp.column("b"), exp.Literal.number(3)])

    assert "before version 4.2" in str(old.gap(first))
    assert old.gap(exp.column("a")) is None
    assert spark_session().version >= "4.2"
    assert SparkTables(spark_session(), {}).gap(first) is None
