"""Pieces of the SQL of moments. Texts hold only names that a query gives itself: users' columns come quoted."""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp

__all__ = ["LARGEST", "SMALLEST", "double", "is_null", "named", "parsed", "usable"]

LARGEST = 1e70
"""Labels and predictions beyond it are refused: the squares of their squares would overflow."""

SMALLEST = 1e-70
"""A label nearer to 0 than this is one of 0, by which nothing can be divided."""


def parsed(text: str) -> exp.Expr:
    """Return the expression that a text of our own is.

    Examples
    --------
    >>> parsed("ABS(p - y)").sql()
    'ABS(p - y)'
    """
    return sqlglot.parse_one(text)


def named(columns: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    """Return columns under their names."""
    return [exp.alias_(value, name, copy=False) for name, value in columns.items()]


def double(column: exp.Expr) -> exp.Expr:
    """Return a column as a float."""
    return exp.cast(column.copy(), exp.DType.DOUBLE)


def is_null(value: exp.Expr) -> exp.Expr:
    """Return the condition that a value is missing."""
    return exp.Is(this=value.copy(), expression=exp.null())


def usable(column: exp.Expr, *, least: float = -LARGEST) -> exp.Expr:
    """Return the condition that a number is in reach; engines order NaN above every number, so it is not."""
    value = double(column)
    low = exp.GTE(this=value, expression=exp.Literal.number(repr(least)))
    high = exp.LTE(this=value.copy(), expression=exp.Literal.number(repr(LARGEST)))
    return exp.and_(low, high, copy=False)
