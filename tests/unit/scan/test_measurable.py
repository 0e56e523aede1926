"""What a mean or a quantile is taken of, as SQL."""

from __future__ import annotations

import pytest

from lockgate.domain.errors import DataError
from lockgate.scan.measurable import measurable_sql, microseconds_sql
from lockgate.scan.schema import Column, LogicalType, Schema

SCHEMA = Schema(
    "t",
    (
        Column("ok", LogicalType.BOOLEAN, "BOOLEAN"),
        Column("x", LogicalType.NUMBER, "DOUBLE"),
        Column("s", LogicalType.STRING, "VARCHAR"),
        Column("day", LogicalType.DATE, "DATE"),
        Column("at", LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
        Column("fine", LogicalType.TIMESTAMP, "TIMESTAMPTZ_NS"),
    ),
)


def test_numbers_and_truth_values_are_doubles() -> None:
    assert measurable_sql(SCHEMA, "x").sql("duckdb") == 'CAST("x" AS DOUBLE)'
    assert measurable_sql(SCHEMA, "ok").sql("duckdb") == 'CAST(CAST("ok" AS INT) AS DOUBLE)'
    with pytest.raises(DataError):
        measurable_sql(SCHEMA, "s")


def test_instants_are_microseconds() -> None:
    told = [microseconds_sql(SCHEMA, name).sql("duckdb") for name in ("day", "at", "fine")]

    assert told == [
        'EPOCH_US(CAST("day" AS TIMESTAMP))',
        'EPOCH_US("at")',
        'EPOCH_US(CAST("fine" AS TIMESTAMPTZ))',
    ]
    with pytest.raises(DataError, match="as the bounds are"):
        microseconds_sql(SCHEMA, "x")
