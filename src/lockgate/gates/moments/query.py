"""The SQL of moments: one look at the table, then one pass for all rows and one for all slices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement

from sqlglot import exp

from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.terms import Term, columns_of
from lockgate.gates.slice_query import cut_columns, cut_sql, grouped
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Schema

__all__ = ["LARGEST", "SMALLEST", "moment_overview", "moment_query"]

LARGEST = 1e70
"""Labels and predictions beyond it are refused: the squares of their squares would overflow."""

SMALLEST = 1e-70
"""A label nearer to 0 than this is one of 0, by which nothing can be divided."""

_LETTERS = ("b", "c")


def moment_overview(plan: MomentPlan, schema: Schema, *, bins: Sequence[tuple[str, int]]) -> exp.Select:
    """Return the query that counts rows and unusable rows, and finds the smallest label, slices and bin edges.

    Columns, in order: rows; null and not finite, for label, baseline and candidate; the smallest label that can be
    used; then those of `lockgate.gates.slice_query.cut_columns`.
    """
    counts: list[exp.Expr] = [exp.Count(this=exp.Star())]
    for name in (plan.label, plan.baseline, plan.candidate):
        if name is None:
            counts += [_int(0), _int(0)]
            continue
        column = column_sql(schema.numeric(name))
        is_other = exp.and_(exp.not_(_is_null(column)), exp.not_(_usable(column)))
        counts += [exp.CountIf(this=_is_null(column)), exp.CountIf(this=is_other)]
    label = column_sql(schema.numeric(plan.label))
    kept = exp.Case(ifs=[exp.If(this=_usable(label), true=_double(label))])
    counts += [exp.Min(this=kept), *cut_columns(plan, schema, bins)]
    named = [exp.alias_(count, f"c{index}", copy=False) for index, count in enumerate(counts)]
    return exp.select(*named).from_(table_sql(schema.table), copy=False)


def moment_query(
    plan: MomentPlan, schema: Schema, sets: Sequence[tuple[int, ...]], needs: Sequence[Term], *, rolled: bool
) -> exp.Select:
    """Return the query for the moments of some slice sets.

    With `rolled` rows are first grouped by everything at once: far fewer groups than rows make that cheaper.
    Columns: ``d<i>`` for each cut used, ``n``, ``s<i>`` for each column of the needs, ``x<i>_<j>`` for each two of
    them, ``z<i>`` for each need that rows can lack.
    """
    cuts = sorted({cut for members in sets for cut in members})
    dims = [f"d{cut}" for cut in cuts]
    aggregates = _aggregates(plan, needs)
    source = _terms(plan, schema, cuts, needs)
    if rolled:
        base = exp.select(*dims, *_named(aggregates)).from_(source.subquery("t", copy=False), copy=False)
        source = base.group_by(*dims)
        aggregates = {name: exp.Sum(this=exp.column(name)) for name in aggregates}
    aggregates["n"] = plan.weight.whole(aggregates["n"])
    for name in (name for name in aggregates if name.startswith(("r", "z"))):
        aggregates[name] = exp.cast(aggregates[name], exp.DType.BIGINT)
    query = exp.select(*dims, *_named(aggregates)).from_(source.subquery("g", copy=False), copy=False)
    return grouped(query, [[f"d{cut}" for cut in members] for members in sets])


def _aggregates(plan: MomentPlan, needs: Sequence[Term]) -> dict[str, exp.Expr]:
    size = len(columns_of(needs, is_paired=plan.baseline is not None))
    weight = plan.weight
    found: dict[str, exp.Expr] = {"n": weight.n}
    if weight.column:
        found["r"] = exp.Count(this=exp.Star())
    found |= {f"s{at}": weight.sum_of(exp.column(f"q{at}")) for at in range(size)}
    for first, second in combinations_with_replacement(range(size), 2):
        product = exp.Mul(this=exp.column(f"q{first}"), expression=exp.column(f"q{second}"))
        found[f"x{first}_{second}"] = weight.sum_of(product)
    lacking = [at for at, term in enumerate(needs) if term.undefined]
    return found | {f"z{at}": exp.Sum(this=exp.column(f"z{at}")) for at in lacking}


def _terms(plan: MomentPlan, schema: Schema, cuts: Sequence[int], needs: Sequence[Term]) -> exp.Select:
    """Return one row for each usable row: cuts, ``q<i>`` for each column of the needs, ``z<i>`` where one lacks."""
    chosen: dict[str, exp.Expr] = {f"d{cut}": exp.column(f"d{cut}") for cut in cuts}
    chosen |= {name: exp.column(name) for name in plan.weight.kept}
    values: list[exp.Expr] = []
    letters = _LETTERS if plan.baseline is not None else _LETTERS[1:]
    for at, term in enumerate(needs):
        lacks = _lacks(term, letters)
        if lacks is not None:
            chosen[f"z{at}"] = exp.Case(ifs=[exp.If(this=lacks, true=_int(1))], default=_int(0))
        new = _value(term, "c", plan.center)
        values.append(_or_zero(lacks, new))
        if term.is_of_model and plan.baseline is not None:
            gap = exp.Sub(this=new.copy(), expression=exp.Paren(this=_value(term, "b", plan.center)))
            values.append(_or_zero(lacks, gap))
    chosen |= {f"q{at}": value for at, value in enumerate(values)}
    rows = _rows(plan, schema, cuts).subquery("u", copy=False)
    return exp.select(*_named(chosen)).from_(rows, copy=False)


def _rows(plan: MomentPlan, schema: Schema, cuts: Sequence[int]) -> exp.Select:
    chosen = {f"d{cut}": cut_sql(plan.cuts[cut], schema) for cut in cuts}
    conditions: list[exp.Expr] = []
    for name, column_name in (("y", plan.label), ("p_b", plan.baseline), ("p_c", plan.candidate)):
        if column_name is not None:
            column = column_sql(schema.numeric(column_name))
            chosen[name] = _double(column)
            conditions.append(_usable(column))
    named = [*_named(chosen), *plan.weight.chosen(schema)]
    return exp.select(*named).from_(table_sql(schema.table), copy=False).where(*conditions)


def _value(term: Term, letter: str, center: float) -> exp.Expr:
    """Return the SQL of a term of one model, for a row that has it."""
    label, prediction = exp.column("y"), exp.column(f"p_{letter}")
    error = exp.Paren(this=exp.Sub(this=prediction, expression=label))
    shifted = exp.Paren(this=exp.Sub(this=label.copy(), expression=exp.Literal.number(repr(center))))
    logs = exp.Sub(this=_log(prediction), expression=_log(label))
    by_label = exp.Div(this=exp.Abs(this=error.copy()), expression=exp.Abs(this=label.copy()))
    found: dict[Term, exp.Expr] = {
        Term.ERROR: error,
        Term.ABSOLUTE_ERROR: exp.Abs(this=error.copy()),
        Term.SQUARED_ERROR: _square(error),
        Term.RELATIVE_ERROR: by_label,
        Term.SQUARED_LOG_ERROR: _square(exp.Paren(this=logs)),
        Term.LABEL: shifted,
        Term.SQUARED_LABEL: _square(shifted),
        Term.ABSOLUTE_LABEL: exp.Abs(this=label.copy()),
    }
    return found[term]


def _lacks(term: Term, letters: Sequence[str]) -> exp.Expr | None:
    """Return the condition that a row has no such number; None where every row has one."""
    if term is Term.RELATIVE_ERROR:
        size = exp.Abs(this=exp.column("y"))
        return exp.LT(this=size, expression=exp.Literal.number(repr(SMALLEST)))
    if term is Term.SQUARED_LOG_ERROR:
        names = ("y", *(f"p_{letter}" for letter in letters))
        return exp.or_(*(exp.LTE(this=exp.column(name), expression=exp.Literal.number("-1")) for name in names))
    return None


def _or_zero(lacks: exp.Expr | None, value: exp.Expr) -> exp.Expr:
    if lacks is None:
        return value
    return exp.Case(ifs=[exp.If(this=lacks.copy(), true=exp.Literal.number("0.0"))], default=value)


def _named(columns: dict[str, exp.Expr]) -> list[exp.Expr]:
    return [exp.alias_(value, name, copy=False) for name, value in columns.items()]


def _usable(column: exp.Expr) -> exp.Expr:
    """Return the condition that a number is in reach; engines order NaN above every number, so it is not."""
    value = _double(column)
    low = exp.GTE(this=value, expression=exp.Literal.number(repr(-LARGEST)))
    return exp.and_(low, exp.LTE(this=value.copy(), expression=exp.Literal.number(repr(LARGEST))))


def _log(value: exp.Expr) -> exp.Expr:
    return exp.Ln(this=exp.Add(this=_int(1), expression=value.copy()))


def _square(value: exp.Expr) -> exp.Expr:
    return exp.Mul(this=value.copy(), expression=value.copy())


def _double(column: exp.Expr) -> exp.Expr:
    return exp.cast(column.copy(), exp.DType.DOUBLE)


def _is_null(value: exp.Expr) -> exp.Expr:
    return exp.Is(this=value.copy(), expression=exp.null())


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
