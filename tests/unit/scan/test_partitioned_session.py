"""A session whose table has one more column."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp
from tests.fakes.tables import opened

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.scan.engine import Source
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partitioned_session import PARTITION, PartitionedSession
from lockgate.scan.predicates import table_sql

TABLE = {"day": ["a", "b", "b"], "x": [1, 2, 3]}
NAME = exp.column("day")


def test_every_query_sees_the_partition_of_each_row() -> None:
    query = exp.select(exp.column(PARTITION, quoted=True), "x").from_(table_sql("t")).order_by("x")

    with opened(t=TABLE, other={"x": [9]}) as session:
        cut = PartitionedSession(session, "t", NAME)

        assert cut.rows(query) == [("a", 1), ("b", 2), ("b", 3)]
        assert list(cut.arrays(query)) == [PARTITION, "x"]
        assert sum(batch.num_rows for batch in cut.batches(query, 2)) == 3
        assert cut.schema("t").names == ("day", "x")
        assert cut.schema("t").column(PARTITION).name == PARTITION
        assert cut.schema("other").names == ("x",)
        assert cut.rows(exp.select("x").from_(table_sql("other"))) == [(9,)]
        assert cut.selects == 2
        assert cut.version("t") == ""


def test_a_table_under_another_name_in_a_query_is_cut_too() -> None:
    aliased = exp.alias_(table_sql("t"), "u", table=True)
    query = exp.select(exp.func("MAX", exp.column(PARTITION, table="u", quoted=True))).from_(aliased)

    with opened(t=TABLE) as session:
        assert PartitionedSession(session, "t", NAME).rows(query) == [("b",)]


def test_only_some_partitions_are_read() -> None:
    query = exp.select(exp.func("SUM", exp.column("x"))).from_(table_sql("t"))

    with opened(t=TABLE) as session:
        assert PartitionedSession(session, "t", NAME, ["b"]).rows(query) == [(5,)]
        assert PartitionedSession(session, "t", NAME, within=PartitionRange("", "a")).rows(query) == [(1,)]
        assert PartitionedSession(session, "t", NAME, within=PartitionRange()).rows(query) == [(6,)]
        assert PartitionedSession(session, "t", NAME, is_empty=True).rows(query) == [(None,)]


def test_rows_are_saved_with_their_partition(tmp_path: Path) -> None:
    pq.write_table(pa.table(TABLE), tmp_path / "t.parquet")
    session = DuckDBEngine(threads=1).open({"t": Source(str(tmp_path / "t.parquet"))}, output=str(tmp_path))
    cut = PartitionedSession(session, "t", NAME)

    saved = cut.save(exp.select("*").from_(table_sql("t")), str(tmp_path / "out.parquet"))
    parts = cut.parts("t")
    cut.hold({"texts": ["a"]})
    held = cut.rows(exp.select("v").from_(table_sql("texts")))
    cut.close()

    assert (saved, held) == (3, [("a",)])
    assert pq.read_table(tmp_path / "out.parquet").column_names == ["day", "x", PARTITION]
    assert [part.location for part in parts] == [str(tmp_path / "t.parquet")]


def test_rows_come_in_pieces_with_their_partition() -> None:
    query = exp.select(exp.column(PARTITION, quoted=True), "x").from_(table_sql("t")).order_by("x")

    with opened(t=TABLE) as session:
        cut = PartitionedSession(session, "t", NAME)

        assert list(map(list, cut.chunks(query, 2))) == [[("a", 1), ("b", 2)], [("b", 3)]]
        assert cut.selects == 1
