"""The pieces that queries of passes are made of: named keys, and one row of values for each slice."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.scan.predicates import column_sql, slice_sql
from lockgate.scan.schema import Column, Schema

__all__ = [
    "columns_named",
    "count_rows",
    "hash_sql",
    "keys_of",
    "named",
    "or_zero",
    "over",
    "per_slice",
    "slices_of_rows",
    "sum_of",
    "sum_where",
]


def slices_of_rows(schema: Schema, by: Sequence[str]) -> list[exp.Expr]:
    """Return the values by which rows are sliced."""
    return [slice_sql(schema.column(name)) for name in by]


def keys_of(schema: Schema, names: Sequence[str]) -> list[exp.Expr]:
    """Return references to columns."""
    return [column_sql(schema.column(name)) for name in names]


def named(values: Sequence[exp.Expr], prefix: str) -> list[exp.Expr]:
    """Return values with the names ``prefix0``, ``prefix1``, …, so that no name of the table can be in the way."""
    return [exp.alias_(value.copy(), f"{prefix}{i}") for i, value in enumerate(values)]


def columns_named(prefix: str, n: int) -> list[exp.Expr]:
    """Return references to what `named` named."""
    return [exp.column(f"{prefix}{i}") for i in range(n)]


def hash_sql(columns: Sequence[Column], values: Sequence[exp.Expr], *, holds_nulls: bool = False) -> exp.Expr:
    """Return the hash of a key, of which `values` are the values of `columns`; no two keys have one text."""
    parts = [_text(value.copy(), column) for value, column in zip(values, columns, strict=True)]
    lengths: list[exp.Expr] = [exp.cast(exp.Length(this=part), "text") for part in parts]
    if holds_nulls:  # a null has no length, and what joins texts would leave it out
        lengths = [exp.func("COALESCE", length, exp.Literal.string("-")) for length in lengths]
        parts = [exp.func("COALESCE", part, exp.Literal.string("")) for part in parts]
    framed = [piece for pair in zip(lengths, parts, strict=True) for piece in pair]
    return exp.func("MD5", exp.func("CONCAT_WS", exp.Literal.string(":"), *framed))


def _text(key: exp.Expr, column: Column) -> exp.Expr:
    """Return a key as text, equal for keys that are equal: a zero with a sign loses it."""
    value = exp.Add(this=key, expression=exp.Literal.number("0.0")) if column.holds_nan else key
    return exp.cast(value, "text")


def per_slice(groups: exp.Query, by: Sequence[str], values: Sequence[exp.Expr]) -> exp.Select:
    """Return a query over `groups` with one row for each slice ``s0, s1, …``, or one row without slices."""
    slices = columns_named("s", len(by))
    query = exp.select(*slices, *values).from_(groups.subquery("g"), copy=False)
    return query.group_by(*(item.copy() for item in slices), copy=False) if slices else query


def over(
    value: exp.Expr, by: Sequence[exp.Expr] = (), order: exp.Expr | None = None, *, is_descending: bool = False
) -> exp.Expr:
    """Return a window: `value` over the rows with the same `by`, in an order if one is given; nulls come last."""
    place = None if order is None else exp.Ordered(this=order.copy(), desc=is_descending, nulls_first=False)
    return exp.Window(
        this=value,
        partition_by=[item.copy() for item in by],
        order=None if place is None else exp.Order(expressions=[place]),
    )


def count_rows() -> exp.Expr:
    """Return the number of rows."""
    return exp.Count(this=exp.Star())


def sum_of(value: exp.Expr) -> exp.Expr:
    """Return a sum that is 0 over no rows."""
    return or_zero(exp.Sum(this=value.copy()))


def sum_where(condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    """Return the sum of `value` over the rows for which `condition` is true."""
    return sum_of(exp.Case().when(condition.copy(), value.copy()).else_(exp.Literal.number(0)))


def or_zero(value: exp.Expr) -> exp.Expr:
    """Return `value`, or 0 where it is null."""
    return exp.func("COALESCE", value, exp.Literal.number(0))
