"""Values that a mean or a quantile can be taken of: numbers, truth values as 0 and 1, and instants as microseconds."""

from __future__ import annotations

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["instant_sql", "measurable_sql", "microseconds_sql", "summable_sql"]


def summable_sql(schema: Schema, name: str) -> exp.Expr:
    """Return a column of numbers as it is, one of truth values as integers.

    Raises
    ------
    ColumnNotFoundError, DataError
        If the table has no such column, or it holds something else.
    """
    column = schema.column(name)
    if column.logical is LogicalType.BOOLEAN:
        return exp.cast(column_sql(column), "integer")
    return column_sql(schema.numeric(name))


def measurable_sql(schema: Schema, name: str) -> exp.Expr:
    """Return the same as a double."""
    return exp.cast(summable_sql(schema, name), "double")


def instant_sql(column: Column) -> exp.Expr:
    """Return a column of dates or timestamps as instants in UTC, which are told apart by the microsecond."""
    value: exp.Expr = column_sql(column)
    if column.physical == "TIMESTAMPTZ_NS":  # DuckDB casts it in two steps only
        value = exp.cast(value, "timestamptz")
    return exp.cast(value, "timestamp")


def microseconds_sql(schema: Schema, name: str) -> exp.Expr:
    """Return a column of dates or timestamps as microseconds since 1970 in UTC; null for an infinite one.

    Raises
    ------
    ColumnNotFoundError, DataError
        If the table has no such column, or it holds something else.
    """
    column = schema.column(name)
    if not column.is_instant:
        raise DataError.wrong_type(
            schema.table, column.name, "a date or timestamp, as the bounds are", column.physical
        )
    value: exp.Expr = column_sql(column)
    if column.physical == "TIMESTAMPTZ_NS":
        value = exp.cast(value, "timestamptz")
    elif column.logical is LogicalType.DATE or column.is_void:
        value = exp.cast(value, "timestamp")
    return exp.func("EPOCH_US", value)
