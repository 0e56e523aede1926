"""The SQL of what is a number of each row: losses of probabilities, and the place of the label's."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.gates.classes.cells import ClassNeed

__all__ = ["loss_sql", "rank_sql"]

_CLIP = "1e-15"
"""Smallest probability that log loss gives to what happened, as for two classes."""


def loss_sql(need: ClassNeed, size: int, letter: str) -> exp.Expr:
    """Return a loss of one model in a row.

    The row has probabilities ``p_<letter><i>``; of one label its place ``k`` and its probability ``v_<letter>``, of
    several ``t<i>``, 0 or 1.
    """
    if need is ClassNeed.LOG_LOSS:
        chance = exp.column(f"v_{letter}")
        kept = exp.Greatest(this=chance, expressions=[exp.Literal.number(_CLIP)], ignore_nulls=True)
        return exp.Neg(this=exp.Ln(this=kept))
    if need is ClassNeed.BRIER:
        places = (exp.EQ(this=exp.column("k"), expression=_int(at)) for at in range(size))
        gaps = [_sub(_score(letter, at), _zero_one(is_label)) for at, is_label in enumerate(places)]
        return _total([exp.Mul(this=gap, expression=gap.copy()) for gap in gaps])
    if need is ClassNeed.RANKING_PRECISION:
        return _ranking_precision(size, letter)
    if need is ClassNeed.COVERAGE:
        return _coverage(size, letter)
    return _ranking_loss(size, letter)


def rank_sql(size: int, letter: str) -> exp.Expr:
    """Return how many classes come before the label by probability; of equal ones the first named comes first."""
    chance = exp.column(f"v_{letter}")
    above: list[exp.Expr] = []
    for at in range(size):
        is_above = exp.GT(this=_score(letter, at), expression=chance.copy())
        is_tied = exp.EQ(this=_score(letter, at), expression=chance.copy())
        is_first = exp.LT(this=_int(at), expression=exp.column("k"))
        above.append(_zero_one(exp.or_(is_above, exp.and_(is_tied, is_first))))
    return _total(above)


def _ranking_precision(size: int, letter: str) -> exp.Expr:
    """Return the mean over a row's labels of the share of its labels among those ranked as high; 1 if none tells."""
    parts = [
        exp.Case(
            ifs=[
                exp.If(
                    this=_has(at),
                    true=_ratio(_not_below(size, letter, at, of_labels=True), _not_below(size, letter, at)),
                )
            ],
            default=exp.Literal.number("0.0"),
        )
        for at in range(size)
    ]
    return _unless_trivial(size, _ratio(_total(parts), _labels(size)), "1.0")


def _coverage(size: int, letter: str) -> exp.Expr:
    """Return how many labels one must go down to find all of a row; 0 where it has none."""
    lowest = exp.Least(
        this=_if_has(0, letter, "2.0"),
        expressions=[_if_has(at, letter, "2.0") for at in range(1, size)],
        ignore_nulls=True,
    )
    return _total([_zero_one(exp.GTE(this=_score(letter, at), expression=lowest.copy())) for at in range(size)])


def _ranking_loss(size: int, letter: str) -> exp.Expr:
    """Return the share of pairs, a label of a row and another, in the wrong order or tied; 0 if no label tells."""
    wrong = []
    for at in range(size):
        others = [
            _zero_one(
                exp.and_(_has_not(other), exp.GTE(this=_score(letter, other), expression=_score(letter, at)))
            )
            for other in range(size)
            if other != at
        ]
        wrong.append(exp.Case(ifs=[exp.If(this=_has(at), true=_total(others))], default=_int(0)))
    pairs = exp.Mul(this=_labels(size), expression=exp.Paren(this=_sub(_int(size), _labels(size))))
    return _unless_trivial(size, _ratio(_total(wrong), pairs), "0.0")


def _unless_trivial(size: int, value: exp.Expr, otherwise: str) -> exp.Expr:
    """Return a value of rows that have some labels and lack some."""
    trivial = exp.In(this=_labels(size), expressions=[_int(0), _int(size)])
    return exp.Case(ifs=[exp.If(this=trivial, true=exp.Literal.number(otherwise))], default=value)


def _not_below(size: int, letter: str, at: int, *, of_labels: bool = False) -> exp.Expr:
    """Return how many labels, or labels of the row, are ranked as high as one."""
    found = []
    for other in range(size):
        high = exp.GTE(this=_score(letter, other), expression=_score(letter, at))
        found.append(_zero_one(exp.and_(_has(other), high) if of_labels else high))
    return _total(found)


def _if_has(at: int, letter: str, otherwise: str) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=_has(at), true=_score(letter, at))], default=exp.Literal.number(otherwise))


def _labels(size: int) -> exp.Expr:
    return exp.Paren(this=_total([exp.column(f"t{at}") for at in range(size)]))


def _has(at: int) -> exp.Expr:
    return exp.EQ(this=exp.column(f"t{at}"), expression=_int(1))


def _has_not(at: int) -> exp.Expr:
    return exp.EQ(this=exp.column(f"t{at}"), expression=_int(0))


def _score(letter: str, at: int) -> exp.Expr:
    return exp.column(f"p_{letter}{at}")


def _ratio(above: exp.Expr, below: exp.Expr) -> exp.Expr:
    return exp.Div(
        this=exp.cast(exp.Paren(this=above), exp.DType.DOUBLE),
        expression=exp.cast(exp.Paren(this=below), exp.DType.DOUBLE),
    )


def _sub(first: exp.Expr, second: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.Sub(this=first, expression=second))


def _total(values: Sequence[exp.Expr]) -> exp.Expr:
    found = values[0]
    for value in values[1:]:
        found = exp.Add(this=found, expression=value)
    return found


def _zero_one(condition: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=condition, true=_int(1))], default=_int(0))


def _int(value: int) -> exp.Expr:
    return exp.Literal.number(value)
