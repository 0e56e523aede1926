"""The SQL of labels: what is one, and what it is called."""

from __future__ import annotations

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["class_known", "class_text", "is_one", "one_known"]

_LARGEST = "1e15"
"""Whole numbers beyond it are not told apart when they are stored as floats."""


def class_known(column: Column) -> exp.Expr:
    """Return the condition that a value that is not null names a class: 0.7 must not be rounded to 1."""
    if column.logical is not LogicalType.NUMBER:
        return exp.true()
    value = column_sql(column)
    is_whole = exp.EQ(this=value, expression=exp.Floor(this=value.copy()))
    within = exp.LTE(this=exp.Abs(this=value.copy()), expression=exp.Literal.number(_LARGEST))
    return exp.and_(within, is_whole)  # NaN is above every number


def class_text(column: Column) -> exp.Expr:
    """Return a class as text; whole numbers stored as floats lose their ``.0``, what is none is null."""
    value = column_sql(column)
    if column.logical is not LogicalType.NUMBER:
        return exp.cast(value, exp.DType.VARCHAR)
    kept = exp.Case(ifs=[exp.If(this=class_known(column), true=value)])
    return exp.cast(exp.cast(kept, exp.DType.BIGINT), exp.DType.VARCHAR)


def one_known(column: Column, schema: Schema) -> exp.Expr:
    """Return the condition that a value that is not null is yes or no.

    Raises
    ------
    DataError
        If the column is neither boolean nor a number.
    """
    if column.logical is LogicalType.BOOLEAN:
        return exp.true()
    if column.is_numeric:
        return exp.In(this=column_sql(column), expressions=[exp.Literal.number(0), exp.Literal.number(1)])
    raise DataError.wrong_type(schema.table, column.name, "boolean, or 0 and 1", column.physical)


def is_one(column: Column) -> exp.Expr:
    """Return the condition that a row has the label."""
    if column.logical is LogicalType.BOOLEAN:
        return column_sql(column)
    return exp.EQ(this=column_sql(column), expression=exp.Literal.number(1))
