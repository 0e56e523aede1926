"""The SQL of slices, whatever is then counted in each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.domain.errors import DataError
from lockgate.gates.halves import is_searched_sql
from lockgate.gates.slice_plan import LOOKED_AT, Cut
from lockgate.gates.slicing import HOLDS, NULL_VALUE
from lockgate.scan.expression import Expression, ValueExpression
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["cut_columns", "cut_sql", "grouped"]


def cut_columns(cuts: Sequence[Cut], schema: Schema, bins: Sequence[tuple[int, int]]) -> list[exp.Expr]:
    """Return what the first look at a table needs for slices.

    Distinct values of each cut, then for each of `bins` (position of the cut, number) its inner edges.
    """
    counts: list[exp.Expr] = []
    for cut in cuts:
        is_listed = cut.edges is not None or bool(cut.where)
        counts.append(_int(0) if is_listed else exp.Count(this=exp.Distinct(expressions=[_text(cut, schema)])))
    for position, number in bins:
        value = _number(cuts[position], schema)
        if _may_be_nan(cuts[position], schema):
            value = exp.Case(ifs=[exp.If(this=exp.IsNan(this=value.copy()), true=exp.null())], default=value)
        counts += [_quantile(value, step / number) for step in range(1, number)]
    return counts


def cut_sql(cut: Cut, schema: Schema) -> exp.Expr:
    """Return the value that a row is cut by, as text and never null: grouping sets use null for "not cut".

    Raises
    ------
    ColumnNotFoundError, DataError
        If a column is missing, or of a type that cannot be cut so.
    """
    if cut.where:
        condition = exp.If(this=Expression(cut.where).sql(schema), true=exp.Literal.string(HOLDS))
        return exp.Case(ifs=[condition], default=exp.Literal.string("false"))
    if cut.edges is None:
        return exp.Coalesce(this=_text(cut, schema), expressions=[exp.Literal.string(NULL_VALUE)])
    value = _number(cut, schema)
    nothing = _is_null(value)
    if _may_be_nan(cut, schema):
        nothing = exp.or_(nothing, exp.IsNan(this=value.copy()))
    ifs = [exp.If(this=nothing, true=exp.Literal.string(NULL_VALUE))]
    if cut.tree:
        looked_at = is_searched_sql(cut.identity, 0, schema)
        ifs.insert(0, exp.If(this=looked_at, true=exp.Literal.string(LOOKED_AT)))
    for edge, name in zip(cut.edges, cut.labels, strict=False):
        below = exp.LT(this=value.copy(), expression=exp.Literal.number(repr(edge)))
        ifs.append(exp.If(this=below, true=exp.Literal.string(name)))
    return exp.Case(ifs=ifs, default=exp.Literal.string(cut.labels[-1]))


def _text(cut: Cut, schema: Schema) -> exp.Expr:
    """Return the text of what a row is cut by; null where there is none."""
    if cut.block is not None:
        return exp.cast(cut.block.sql(schema), exp.DType.VARCHAR)
    if cut.expression:
        return exp.cast(ValueExpression(cut.expression).sql(schema), exp.DType.VARCHAR)
    column = schema.column(cut.column)
    if not cut.every:
        return exp.cast(column_sql(column), exp.DType.VARCHAR)
    if not column.is_instant:
        raise DataError.wrong_type(schema.table, column.name, "a date or timestamp", column.physical)
    moment = exp.cast(column_sql(column), exp.DType.TIMESTAMP)
    start = exp.TimestampTrunc(this=moment, unit=exp.var(cut.every.upper()))
    text = exp.cast(exp.cast(start, exp.DType.TIMESTAMP), exp.DType.VARCHAR)
    return exp.Substring(this=text, start=_int(1), length=_int(_LENGTHS[cut.every]))


def _number(cut: Cut, schema: Schema) -> exp.Expr:
    if cut.expression:
        return exp.cast(ValueExpression(cut.expression).sql(schema), exp.DType.DOUBLE)
    return exp.cast(column_sql(schema.numeric(cut.column)), exp.DType.DOUBLE)


def _may_be_nan(cut: Cut, schema: Schema) -> bool:
    """Tell whether a number may be NaN, which engines order above every number: no bin holds it."""
    return bool(cut.expression) or schema.column(cut.column).holds_nan


_LENGTHS = {"hour": len("2013-01-31 06"), "day": 10, "week": 10, "month": len("2013-01")}


def grouped(query: exp.Select, groups: Sequence[Sequence[str]]) -> exp.Select:
    """Return the query with one grouping for each list of names."""
    tuples = [exp.Tuple(expressions=[exp.column(name) for name in names]) for names in groups]
    query.set("group", exp.Group(grouping_sets=[exp.GroupingSets(expressions=tuples)]))
    return query


def _quantile(value: exp.Expr, fraction: float) -> exp.Expr:
    """Return a value that occurs: the same edges whatever the order of the rows."""
    order = exp.Order(expressions=[exp.Ordered(this=value.copy())])
    return exp.WithinGroup(this=exp.PercentileDisc(this=exp.Literal.number(repr(fraction))), expression=order)


def _is_null(value: exp.Expr) -> exp.Expr:
    return exp.Is(this=value.copy(), expression=exp.null())


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
