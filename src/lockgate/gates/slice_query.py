"""The SQL of slices, whatever is then counted in each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.gates.slice_plan import Cut, SlicePlan
from lockgate.gates.slicing import NULL_VALUE
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["cut_columns", "cut_sql", "grouped"]


def cut_columns(plan: SlicePlan, schema: Schema, bins: Sequence[tuple[str, int]]) -> list[exp.Expr]:
    """Return what the first look at a table needs for slices.

    Distinct values of each cut, then for each of `bins` (column, number) its inner edges.
    """
    counts: list[exp.Expr] = []
    for cut in plan.cuts:
        if cut.block is not None:
            counts.append(exp.Count(this=exp.Distinct(expressions=[cut.block.sql(schema)])))
            continue
        text = exp.cast(column_sql(schema.column(cut.column)), exp.DType.VARCHAR)
        counts.append(exp.Count(this=exp.Distinct(expressions=[text])) if cut.edges is None else _int(0))
    for column_name, number in bins:
        value = exp.cast(column_sql(schema.numeric(column_name)), exp.DType.DOUBLE)
        counts += [_quantile(value, step / number) for step in range(1, number)]
    return counts


def cut_sql(cut: Cut, schema: Schema) -> exp.Expr:
    """Return the value that a row is cut by, as text and never null: grouping sets use null for "not cut"."""
    if cut.block is not None:
        return exp.cast(cut.block.sql(schema), exp.DType.VARCHAR)
    known = schema.column(cut.column)
    column = column_sql(known)
    text = exp.cast(column, exp.DType.VARCHAR)
    if cut.edges is None:
        return exp.Coalesce(this=text, expressions=[exp.Literal.string(NULL_VALUE)])
    value = exp.cast(column.copy(), exp.DType.DOUBLE)
    nothing = _is_null(column.copy())
    if known.holds_nan:  # engines order NaN above every number, and no bin holds it
        nothing = exp.or_(nothing, exp.IsNan(this=column.copy()))
    ifs = [exp.If(this=nothing, true=exp.Literal.string(NULL_VALUE))]
    for edge, name in zip(cut.edges, cut.labels, strict=False):
        below = exp.LT(this=value.copy(), expression=exp.Literal.number(repr(edge)))
        ifs.append(exp.If(this=below, true=exp.Literal.string(name)))
    return exp.Case(ifs=ifs, default=exp.Literal.string(cut.labels[-1]))


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
