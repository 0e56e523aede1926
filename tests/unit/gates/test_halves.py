from __future__ import annotations

import pytest

from lockgate.domain.errors import ColumnNotFoundError
from lockgate.gates.halves import identity_of, is_searched_sql, row_hash_sql
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "scored",
    (
        Column("id", LogicalType.INTEGER, "BIGINT"),
        Column("late", LogicalType.BOOLEAN, "BOOLEAN"),
        Column("p", LogicalType.NUMBER, "DOUBLE", holds_nan=True),
        Column("tags", LogicalType.ARRAY, "VARCHAR[]"),
    ),
)


def test_rows_are_told_apart_by_what_is_not_predicted_and_can_be_written() -> None:
    assert identity_of(SCHEMA, {"late", "p"}) == ("id",)
    assert identity_of(SCHEMA, {"Late", "P"}) == ("id",)
    assert identity_of(SCHEMA, {"late", "p"}, ("ID",)) == ("id",)
    with pytest.raises(ColumnNotFoundError):
        identity_of(SCHEMA, (), ("key",))


def test_the_seed_is_part_of_what_is_hashed() -> None:
    first, second = (row_hash_sql(("id",), seed, SCHEMA).sql("duckdb") for seed in (1, 2))

    assert first != second
    assert first.replace("'1'", "'2'") == second


def test_half_of_the_first_digits_are_searched() -> None:
    text = is_searched_sql(("id",), 0, SCHEMA).sql("duckdb")

    assert text.endswith("IN ('0', '1', '2', '3', '4', '5', '6', '7')")
