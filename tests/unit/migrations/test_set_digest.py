from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from lockgate.migrations.set_digest import ColumnType, SetDigest, digest_query, set_digest


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """Return one connection for all digests: opening it takes longer than they do."""
    return duckdb.connect()


def digest_of(table: pa.Table) -> SetDigest:
    connection = _connection()
    connection.register("t", table)
    columns = [ColumnType(row[0], row[1]) for row in connection.execute("DESCRIBE t").fetchall()]
    sql = digest_query(exp.to_table("t"), columns, dialect="duckdb").sql("duckdb")
    (row,) = connection.execute(sql).fetchall()
    connection.unregister("t")
    return set_digest(columns, *row)


def table_of(rows: Sequence[tuple[Any, Any]]) -> pa.Table:
    kinds = {"a": pa.int64(), "b": pa.string()}
    return pa.table({name: pa.array([row[i] for row in rows], kinds[name]) for i, name in enumerate(kinds)})


CELLS = st.tuples(st.none() | st.integers(-2, 2), st.none() | st.sampled_from(["", "1", "a", "1:", "-"]))


@given(st.lists(CELLS, max_size=6), st.lists(CELLS, max_size=6), st.integers(0, 9))
def test_tables_have_one_digest_exactly_if_they_hold_the_same_rows_as_often(
    rows: list[tuple[Any, Any]], others: list[tuple[Any, Any]], seed: int
) -> None:
    shuffled = random.Random(seed).sample(rows, len(rows))  # noqa: S311 - a drawn order, no secret

    assert digest_of(table_of(rows)) == digest_of(table_of(shuffled))
    is_same = sorted(rows, key=repr) == sorted(others, key=repr)
    assert (digest_of(table_of(rows)) == digest_of(table_of(others))) is is_same


def test_the_order_of_columns_does_not_matter_and_their_names_and_types_do() -> None:
    one = pa.table({"a": [1, 2], "b": ["x", "y"]})

    assert digest_of(one) == digest_of(one.select(["b", "a"]))
    assert digest_of(one) != digest_of(one.rename_columns(["a", "c"]))
    assert digest_of(one) != digest_of(one.set_column(0, "a", pa.array([1, 2], pa.int32())))


def test_a_row_that_is_there_twice_does_not_vanish() -> None:
    assert digest_of(table_of([(1, "a"), (1, "a")])) != digest_of(table_of([(2, "b"), (2, "b")]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["a, b"], ["a", "b"]),
        (["a'"], ["a"]),
        ([None], ["NULL"]),
    ],
)
def test_lists_are_written_without_two_meanings(one: list[Any], other: list[Any]) -> None:
    tables = [pa.table({"a": pa.array([value], pa.list_(pa.string()))}) for value in (one, other)]

    assert digest_of(tables[0]) != digest_of(tables[1])


def test_numbers_that_differ_in_the_last_bit_differ() -> None:
    assert digest_of(pa.table({"a": [0.1 + 0.2]})) != digest_of(pa.table({"a": [0.3]}))


def test_no_rows_have_a_digest() -> None:
    assert digest_of(table_of([])).rows == 0


def test_a_row_of_many_columns_has_a_digest() -> None:
    assert digest_of(pa.table({f"c{i}": [i] for i in range(1_001)})).rows == 1


def test_the_query_of_postgres_splits_the_hash_in_the_same_halves() -> None:
    sql = digest_query(exp.to_table("t"), [ColumnType("a", "jsonb")], dialect="postgres").sql("postgres")

    assert "SUBSTRING(MD5(row_text) FROM 1 FOR 16)" in sql or "SUBSTR(MD5(row_text), 1, 16)" in sql
    assert "to_json" not in sql.lower()
