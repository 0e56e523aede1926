"""Rows that are drawn by their content: the same ones whatever the order in which an engine reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType

__all__ = ["drawing"]

_NOT_HASHED = (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER)


def drawing(
    table: str, shown: Mapping[str, exp.Expr], hashed: Sequence[Column], most: int, *, seed: int | None = None
) -> exp.Select:
    """Return the query that draws up to `most` rows of a table: those whose hash is smallest.

    Equal rows are told apart by their number among their equals, so that they are drawn no more often than others.

    Parameters
    ----------
    table : str
        The table.
    shown : mapping of str to Expr
        What the query returns, by name.
    hashed : sequence of Column
        The columns whose values decide which rows are drawn, and in which order; lists and structures do not.
    most : int
        Rows at most.
    seed : int or None, default=None
        Another seed draws other rows.
    """
    values: list[exp.Expr] = [column_sql(column) for column in hashed if column.logical not in _NOT_HASHED]
    rows = exp.select(
        *(exp.alias_(value, name) for name, value in shown.items()),
        exp.alias_(exp.func("HASH", *(values or [exp.Literal.number(0)])), "h"),
    ).from_(table_sql(table))
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[exp.column("h")],
        order=exp.Order(expressions=[exp.Ordered(this=exp.column("h"))]),
    )
    numbered = exp.select(*shown, "h", exp.alias_(place, "j")).from_(rows.subquery("r"))
    salt: list[exp.Expr] = [] if seed is None else [exp.Literal.number(seed)]
    order = exp.func("HASH", exp.column("h"), exp.column("j"), *salt)
    return exp.select(*shown).from_(numbered.subquery("n")).order_by(order, *shown).limit(most)
