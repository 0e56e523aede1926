"""Rows that are drawn by their content: the same ones whatever the order in which an engine reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from lockgate.scan.grouping import columns_named, named
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType

__all__ = ["drawing", "drawing_whole", "drawn"]

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
    numbered = exp.select(*shown, "h", exp.alias_(_number(["h"], "h"), "j")).from_(rows.subquery("r"))
    salt: list[exp.Expr] = [] if seed is None else [exp.Literal.number(seed)]
    order = exp.func("HASH", exp.column("h"), exp.column("j"), *salt)
    return exp.select(*shown).from_(numbered.subquery("n")).order_by(order, *shown).limit(most)


def drawing_whole(
    table: str,
    shown: Mapping[str, exp.Expr],
    hashed: Sequence[Column],
    unit: Column,
    most: int,
    *,
    seed: int,
) -> exp.Select:
    """Return the query that draws whole units of a table, such as queries of a ranking, up to `most` rows together.

    Units are drawn by the hash of what names them; within a unit rows stand in the order of their own hash.

    Parameters
    ----------
    table, shown, hashed
        As of `drawing`.
    unit : Column
        What names the unit of a row.
    most : int
        Rows at most. No unit is cut: none is drawn where the first has more rows.
    seed : int
        Another seed draws other units.
    """
    values: list[exp.Expr] = [column_sql(column) for column in hashed if column.logical not in _NOT_HASHED]
    named_by = column_sql(unit)
    rows = exp.select(
        *(exp.alias_(value, name) for name, value in shown.items()),
        exp.alias_(exp.func("HASH", *values), "h"),
        exp.alias_(exp.func("HASH", named_by, exp.Literal.number(seed)), "u"),
        exp.alias_(named_by.copy(), "named"),
    ).from_(table_sql(table))
    # rows of one unit are peers, and the default frame of a window takes peers together
    order = exp.Order(expressions=[exp.Ordered(this=exp.column(name)) for name in ("u", "named")])
    upto = exp.Window(this=exp.Count(this=exp.Star()), order=order)
    counted = exp.select(*shown, "u", "named", "h", exp.alias_(upto, "upto")).from_(rows.subquery("r"))
    return (
        exp.select(*shown)
        .from_(counted.subquery("n"))
        .where(exp.LTE(this=exp.column("upto"), expression=exp.Literal.number(most)))
        .order_by("u", "named", "h", *shown)
    )


def drawn(source: exp.Expr, shown: Sequence[exp.Expr], slices: Sequence[exp.Expr], most: int) -> exp.Select:
    """Return the query that draws up to `most` rows of each slice, independently of each other.

    Its columns are the slices ``s0, s1, …``, the values ``c0, c1, …`` that decide which rows are drawn, and ``place``,
    the hash by which they are.
    """
    own, names = [f"s{i}" for i in range(len(slices))], [f"c{i}" for i in range(len(shown))]
    hashed = exp.func("HASH", *columns_named("s", len(slices)), *columns_named("c", len(shown)))
    rows = exp.select(*named(slices, "s"), *named(shown, "c")).from_(source)
    keyed = exp.select(*own, *names, exp.alias_(hashed, "h")).from_(rows.subquery("r"))
    numbered = exp.select(*own, *names, "h", exp.alias_(_number(["h"], "h"), "j")).from_(keyed.subquery("k"))
    place = exp.func("HASH", exp.column("h"), exp.column("j"))
    placed = exp.select(*own, *names, exp.alias_(place, "place")).from_(numbered.subquery("n"))
    order = ("place", *names)
    if not slices:
        return placed.order_by(*order).limit(most)
    ranked = exp.select(*own, *names, "place", exp.alias_(_number(own, *order), "i")).from_(
        placed.subquery("p")
    )
    return (
        exp.select(*own, *names, "place")
        .from_(ranked.subquery("q"))
        .where(exp.LTE(this=exp.column("i"), expression=exp.Literal.number(most)))
    )


def _number(by: Sequence[str], *order: str) -> exp.Window:
    """Return the number of a row among those with the same `by`, in an order."""
    return exp.Window(
        this=exp.RowNumber(),
        partition_by=[exp.column(name) for name in by],
        order=exp.Order(expressions=[exp.Ordered(this=exp.column(name)) for name in order]),
    )
