"""The SQL of rows of predicted classes: which can be used, and what each model predicts there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from lockgate.gates.classes.cells import ClassPlan
from lockgate.gates.label_query import class_known, class_text, is_one, one_known
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.slice_query import cut_sql
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Schema

__all__ = [
    "SUM_TOLERANCE",
    "class_rows",
    "is_named",
    "label_known",
    "letters_of",
    "named",
    "null_of",
    "usable",
]

SUM_TOLERANCE = 1e-3
"""How far the probabilities of a row may be from 1 in sum: rounding to three or four digits."""


def class_rows(plan: ClassPlan, schema: Schema, cuts: Sequence[int]) -> exp.Select:
    """Return one row for each usable row: cuts, label ``y``, and what each model predicts.

    Of probabilities also ``p_<letter><i>`` and the largest, ``g_<letter>``; of several labels ``t<i>``, 0 or 1.
    """
    chosen = {f"d{cut}": cut_sql(plan.cuts[cut], schema) for cut in cuts}
    chosen |= {one.alias: one.this for one in plan.weight.chosen(schema)}
    conditions = [exp.not_(null_of(plan.label, schema)), label_known(plan, schema)]
    if isinstance(plan.label, str):
        chosen["y"] = class_text(schema.column(plan.label))
    else:
        for at, name in enumerate(plan.names):
            chosen[f"t{at}"] = _zero_one(is_one(schema.column(plan.label[name])))
    given = {"b": plan.baseline, "c": plan.candidate}
    for letter in letters_of(plan):
        predicted = given[letter]
        assert predicted is not None  # noqa: S101 - that is what letters are
        conditions += [exp.not_(null_of(predicted, schema)), usable(plan, predicted, schema)]
        if isinstance(predicted, str):
            chosen[f"c_{letter}"] = class_text(schema.column(predicted))
            continue
        scores = [
            exp.cast(column_sql(schema.numeric(predicted[name])), exp.DType.DOUBLE) for name in plan.names
        ]
        chosen |= {f"p_{letter}{at}": score for at, score in enumerate(scores)}
        chosen[f"g_{letter}"] = exp.Greatest(
            this=scores[0].copy(), expressions=[one.copy() for one in scores[1:]], ignore_nulls=True
        )
    found = exp.select(*named(chosen)).from_(table_sql(schema.table), copy=False).where(*conditions, copy=False)
    if not plan.names:
        return found
    return (_with_labels if plan.is_multilabel else _with_classes)(plan, found, list(chosen))


def _with_labels(plan: ClassPlan, rows: exp.Select, names: Sequence[str]) -> exp.Select:
    """Add sets of labels: one digit a label, 1 where the row has it or its score is at the threshold or above."""
    size = range(len(plan.names))
    further = {"y": _digits([exp.EQ(this=exp.column(f"t{at}"), expression=_int(1)) for at in size])}
    bar = exp.Literal.number(repr(float(plan.threshold)))
    for letter in letters_of(plan):
        scores = [exp.column(f"p_{letter}{at}") for at in size]
        further[f"c_{letter}"] = _digits([exp.GTE(this=one, expression=bar.copy()) for one in scores])
    return _with(rows, names, further)


def _with_classes(plan: ClassPlan, rows: exp.Select, names: Sequence[str]) -> exp.Select:
    """Add the place ``k`` of the label, its probability ``v_<letter>``, and the class of the largest probability.

    Of equal ones it is the first named.
    """
    is_label = [exp.EQ(this=exp.column("y"), expression=exp.Literal.string(name)) for name in plan.names]
    further: dict[str, exp.Expr] = {"k": _choice(is_label, [_int(at) for at in range(len(plan.names))])}
    for letter in letters_of(plan):
        scores: list[exp.Expr] = [exp.column(f"p_{letter}{at}") for at in range(len(plan.names))]
        is_largest = [exp.EQ(this=one.copy(), expression=exp.column(f"g_{letter}")) for one in scores]
        further[f"c_{letter}"] = _choice(is_largest, [exp.Literal.string(name) for name in plan.names])
        further[f"v_{letter}"] = _choice(is_label, scores)
    return _with(rows, names, further)


def _with(rows: exp.Select, names: Sequence[str], further: Mapping[str, exp.Expr]) -> exp.Select:
    kept = {name: exp.column(name) for name in names}
    return exp.select(*named({**kept, **further})).from_(rows.subquery("r", copy=False), copy=False)


def _choice(conditions: Sequence[exp.Expr], values: Sequence[exp.Expr]) -> exp.Expr:
    pairs = zip(conditions, values, strict=True)
    return exp.Case(ifs=[exp.If(this=condition.copy(), true=value) for condition, value in pairs])


def _digits(conditions: Sequence[exp.Expr]) -> exp.Expr:
    """Return one digit a condition, 1 where it holds, as a text."""
    digits = [
        exp.Case(ifs=[exp.If(this=one, true=exp.Literal.string("1"))], default=exp.Literal.string("0"))
        for one in conditions
    ]
    found: exp.Expr = digits[0]
    for digit in digits[1:]:
        found = exp.DPipe(this=found, expression=digit, safe=True)
    return found


def null_of(predicted: Predicted, schema: Schema) -> exp.Expr:
    """Return the condition that a label or prediction, or a part of it, is null."""
    nulls = [
        exp.Is(this=column_sql(schema.column(name)), expression=exp.null()) for name in columns_of(predicted)
    ]
    return exp.or_(*nulls)


def label_known(plan: ClassPlan, schema: Schema) -> exp.Expr:
    """Return the condition that a label that is not null is one of the classes, or yes or no of each label."""
    if not isinstance(plan.label, str):
        return exp.and_(*(one_known(schema.column(name), schema) for name in plan.label.values()))
    known = class_known(schema.column(plan.label))
    return exp.and_(known, is_named(plan, plan.label, schema)) if plan.names else known


def is_named(plan: ClassPlan, label: str, schema: Schema) -> exp.Expr:
    """Return the condition that a label is one of the classes that predictions name."""
    return exp.In(
        this=class_text(schema.column(label)), expressions=[exp.Literal.string(name) for name in plan.names]
    )


def usable(plan: ClassPlan, predicted: Predicted, schema: Schema) -> exp.Expr:
    """Return the condition that predictions that are not null can be used; NaN is above every number."""
    if isinstance(predicted, str):
        return class_known(schema.column(predicted))
    scores = [exp.cast(column_sql(schema.numeric(name)), exp.DType.DOUBLE) for name in predicted.values()]
    inside = [
        exp.and_(exp.GTE(this=one, expression=_int(0)), exp.LTE(this=one.copy(), expression=_int(1)))
        for one in scores
    ]
    if plan.is_multilabel:
        return exp.and_(*inside)
    total: exp.Expr = scores[0].copy()
    for one in scores[1:]:
        total = exp.Add(this=total, expression=one.copy())
    low, high = (exp.Literal.number(repr(1 + end)) for end in (-SUM_TOLERANCE, SUM_TOLERANCE))
    return exp.and_(*inside, exp.GTE(this=total, expression=low), exp.LTE(this=total.copy(), expression=high))


def letters_of(plan: ClassPlan) -> tuple[str, ...]:
    """Return ``b`` and ``c`` for the models that there are."""
    return ("c",) if plan.baseline is None else ("b", "c")


def named(columns: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    """Return expressions with their names."""
    return [exp.alias_(value, name, copy=False) for name, value in columns.items()]


def _zero_one(condition: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=condition, true=_int(1))], default=_int(0))


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
