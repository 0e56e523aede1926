"""The SQL of class cells: one look at the table, then a pass for the joint cells and one for ranks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.gates.classes.cells import LOSS_SUMS, LOSSES, ClassNeed, ClassPlan
from lockgate.gates.classes.losses import loss_sql, rank_sql
from lockgate.gates.classes.rows import class_rows, is_named, label_known, letters_of, named, null_of, usable
from lockgate.gates.label_query import class_known, class_text
from lockgate.gates.slice_query import cut_columns, grouped
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Schema

__all__ = ["class_overview", "class_query", "label_rank_query"]


def class_overview(plan: ClassPlan, schema: Schema, *, bins: Sequence[tuple[int, int]]) -> exp.Select:
    """Return the query that counts rows and unusable rows, classes, slice values, and finds bin edges.

    Columns, in order: rows; null and unusable, for label, baseline and candidate; the smallest and the largest label
    that is not named; distinct classes of label, baseline and candidate; then those of `cut_columns`.
    """
    counts: list[exp.Expr] = [exp.Count(this=exp.Star())]
    for role, predicted in (("label", plan.label), ("b", plan.baseline), ("c", plan.candidate)):
        if predicted is None:
            counts += [_int(0), _int(0)]
            continue
        nothing = null_of(predicted, schema)
        kept = label_known(plan, schema) if role == "label" else usable(plan, predicted, schema)
        counts += [
            exp.CountIf(this=nothing),
            exp.CountIf(this=exp.and_(exp.not_(nothing.copy()), exp.not_(kept))),
        ]
    counts += _strangers(plan, schema)
    for predicted in (plan.label, plan.baseline, plan.candidate):
        is_found = isinstance(predicted, str) and not plan.names
        text = class_text(schema.column(predicted)) if isinstance(predicted, str) else exp.null()
        counts.append(exp.Count(this=exp.Distinct(expressions=[text])) if is_found else _int(0))
    counts += cut_columns(plan.cuts, schema, bins)
    named = [exp.alias_(count, f"c{index}", copy=False) for index, count in enumerate(counts)]
    return exp.select(*named).from_(table_sql(schema.table), copy=False)


def class_query(
    plan: ClassPlan, schema: Schema, sets: Sequence[tuple[int, ...]], needs: frozenset[ClassNeed]
) -> exp.Select:
    """Return the query for the joint cells of some slice sets.

    Columns: ``d<i>`` for each cut used, ``y``, ``c_b``, ``c_c``, ``n``, and ``s<i>_<j>`` for each of `LOSS_SUMS` of
    each of `LOSSES` that is needed.
    """
    cuts = _cuts(sets)
    asked = [need for need in LOSSES if need in needs]
    letters = letters_of(plan)
    values = {
        f"l{at}_{letter}": exp.cast(loss_sql(need, len(plan.names), letter), exp.DType.DOUBLE)
        for at, need in enumerate(asked)
        for letter in letters
    }
    keys = ["y", *(f"c_{letter}" for letter in letters)]
    weight = plan.weight
    chosen: dict[str, exp.Expr] = {"n": weight.whole(weight.n)}
    if weight.column:
        chosen["r"] = exp.Count(this=exp.Star())
    for at in range(len(asked)):
        old, new = (exp.column(f"l{at}_{letter}") if letter in letters else None for letter in ("b", "c"))
        chosen |= {f"s{at}_{name}": weight.sum_of(value) for name, value in _sums(old, new).items()}
    dims = [f"d{cut}" for cut in cuts]
    columns = {name: exp.column(name) for name in (*dims, *weight.kept, *keys)} | values
    inner = exp.select(*named(columns)).from_(
        class_rows(plan, schema, cuts).subquery("u", copy=False), copy=False
    )
    query = exp.select(*dims, *keys, *named(chosen)).from_(inner.subquery("g", copy=False), copy=False)
    return grouped(query, [[*(f"d{cut}" for cut in members), *keys] for members in sets])


def label_rank_query(plan: ClassPlan, schema: Schema, sets: Sequence[tuple[int, ...]]) -> exp.Select:
    """Return the query for the places of the label's probability: ``d<i>``, ``r_b``, ``r_c``, ``n``."""
    cuts = _cuts(sets)
    dims, keys = [f"d{cut}" for cut in cuts], [f"r_{letter}" for letter in letters_of(plan)]
    ranks = {f"r_{letter}": rank_sql(len(plan.names), letter) for letter in letters_of(plan)}
    columns = {name: exp.column(name) for name in (*dims, *plan.weight.kept)} | ranks
    inner = exp.select(*named(columns)).from_(
        class_rows(plan, schema, cuts).subquery("u", copy=False), copy=False
    )
    count = exp.alias_(plan.weight.whole(plan.weight.n), "n", copy=False)
    query = exp.select(*dims, *keys, count).from_(inner.subquery("g", copy=False), copy=False)
    return grouped(query, [[*(f"d{cut}" for cut in members), *keys] for members in sets])


def _sums(old: exp.Expr | None, new: exp.Expr | None) -> dict[str, exp.Expr]:
    """Return what is summed of a loss, by name."""
    found: dict[str, exp.Expr] = {}
    for model, value in (("baseline", old), ("candidate", new)):
        if value is not None:
            found |= {model: value.copy(), f"{model}2": _square(value)}
    if old is not None and new is not None:
        gap = exp.Paren(this=exp.Sub(this=new.copy(), expression=old.copy()))
        found[LOSS_SUMS[-1]] = _square(gap)
    return found


def _strangers(plan: ClassPlan, schema: Schema) -> list[exp.Expr]:
    """Return the smallest and the largest label that is not named."""
    if not plan.names or not isinstance(plan.label, str):
        return [exp.null(), exp.null()]
    other = exp.and_(class_known(schema.column(plan.label)), exp.not_(is_named(plan, plan.label, schema)))
    text = exp.Case(ifs=[exp.If(this=other, true=class_text(schema.column(plan.label)))])
    return [exp.Min(this=text), exp.Max(this=text.copy())]


def _cuts(sets: Sequence[tuple[int, ...]]) -> list[int]:
    return sorted({cut for members in sets for cut in members})


def _square(value: exp.Expr) -> exp.Expr:
    return exp.Mul(this=value.copy(), expression=value.copy())


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
