from __future__ import annotations

import pytest
from sqlglot import exp

from lockgate.scan.grouping import (
    columns_named,
    count_rows,
    keys_of,
    named,
    or_zero,
    over,
    per_slice,
    slices_of_rows,
    sum_of,
    sum_where,
)
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "t",
    (
        Column("N", LogicalType.INTEGER, "BIGINT"),
        Column("at", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
    ),
)


def test_keys_are_columns_as_the_table_spells_them() -> None:
    assert [key.sql("duckdb") for key in keys_of(SCHEMA, ("n",))] == ['"N"']


def test_slices_are_values_that_python_can_hold() -> None:
    assert [item.sql("duckdb") for item in slices_of_rows(SCHEMA, ("n", "at"))] == ['"N"', 'CAST("at" AS TEXT)']


def test_names_and_references_fit_together() -> None:
    assert [item.sql() for item in named(keys_of(SCHEMA, ("n", "n")), "k")] == ['"N" AS k0', '"N" AS k1']
    assert [item.sql() for item in columns_named("k", 2)] == ["k0", "k1"]


@pytest.mark.parametrize(
    ("by", "sql"),
    [
        ((), "SELECT COUNT(*) FROM (SELECT 1) AS g"),
        (("n",), "SELECT s0, COUNT(*) FROM (SELECT 1) AS g GROUP BY s0"),
    ],
)
def test_there_is_one_row_a_slice(by: tuple[str, ...], sql: str) -> None:
    assert per_slice(exp.select("1"), by, (count_rows(),)).sql() == sql


def test_sums_of_nothing_are_0() -> None:
    x = exp.column("x")

    assert sum_of(x).sql() == "COALESCE(SUM(x), 0)"
    assert or_zero(x).sql() == "COALESCE(x, 0)"
    assert sum_where(exp.true(), x).sql() == "COALESCE(SUM(CASE WHEN TRUE THEN x ELSE 0 END), 0)"


def test_windows_have_their_rows_in_order_with_nulls_last() -> None:
    x = exp.column("x")

    assert over(count_rows()).sql() == "COUNT(*) OVER ()"
    assert over(exp.RowNumber(), [x], x, is_descending=True).sql("spark") == (
        "ROW_NUMBER() OVER (PARTITION BY x ORDER BY x DESC)"
    )
    assert over(exp.Rank(), (), x).sql("spark") == "RANK() OVER (ORDER BY x ASC NULLS LAST)"
