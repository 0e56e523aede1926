"""What each term of a row is in SQL: ``y`` the label, ``p_c`` and ``v0_c`` what the candidate predicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.moments.sql import LARGEST, SMALLEST
from lockgate.gates.moments.terms import Kind, Term
from lockgate.gates.quantiles import levels_of

__all__ = ["row_lacks", "row_value", "tail_of_slice"]


def row_value(term: Term, letter: str, plan: MomentPlan) -> str:
    """Return the SQL of a term of one model, for a row that has it.

    Examples
    --------
    >>> row_value(Term.ABSOLUTE_ERROR, "c", MomentPlan(table="t", label="y", candidate="p"))
    'ABS(p_c - y)'
    """
    if term.kind in _WRITERS:
        return _WRITERS[term.kind](term, letter, plan)
    error = f"(p_{letter} - y)"
    sizes = f"(ABS(y) + ABS(p_{letter}))"
    logs = f"(LN(1 + p_{letter}) - LN(1 + y))"
    shifted = f"(y - ({plan.center!r}))"
    return {
        Kind.ERROR: error,
        Kind.ABSOLUTE_ERROR: f"ABS(p_{letter} - y)",
        Kind.ORDERED_ERROR: f"ABS(p_{letter} - y)",
        Kind.SQUARED_ERROR: f"{error} * {error}",
        Kind.RELATIVE_ERROR: f"ABS{error} / ABS(y)",
        Kind.SYMMETRIC_ERROR: f"CASE WHEN {sizes} < {SMALLEST!r} THEN 0.0 ELSE 2 * ABS{error} / {sizes} END",
        Kind.SQUARED_LOG_ERROR: f"{logs} * {logs}",
        Kind.LABEL: shifted,
        Kind.SQUARED_LABEL: f"{shifted} * {shifted}",
        Kind.ABSOLUTE_LABEL: "ABS(y)",
        Kind.PLAIN_LABEL: "y",
    }[term.kind]


def row_lacks(term: Term, letters: Sequence[str], plan: MomentPlan) -> str:
    """Return the condition that a row has no such number for one of the models; empty where every row has one."""
    points = [f"p_{letter}" for letter in letters]
    if term.kind is Kind.RELATIVE_ERROR:
        return f"ABS(y) < {SMALLEST!r}"
    if term.kind is Kind.SQUARED_LOG_ERROR:
        return " OR ".join(f"{name} <= -1" for name in ("y", *points))
    if term.kind in (Kind.SCALED_ERROR, Kind.SQUARED_SCALED_ERROR):
        scale = _scale(term, plan)
        return f"{scale} IS NULL OR NOT ({scale} > {SMALLEST!r} AND {scale} <= {LARGEST!r})"
    if term.kind in (Kind.DEVIANCE, Kind.NULL_DEVIANCE):
        return _outside_deviance(float(term.arguments[0]), points if term.kind is Kind.DEVIANCE else [])
    return ""


def _outside_deviance(power: float, points: Sequence[str]) -> str:
    """Return the condition that a deviance has no value: it is of labels from 0 on, from power 2 above 0."""
    conditions = [f"{name} <= 0" for name in points]
    if power >= 2:  # noqa: PLR2004 - the gamma distribution, and those beyond it
        conditions.append("y <= 0")
    elif power >= 1:
        conditions.append("y < 0")
    return " OR ".join(conditions) if power else ""


def _deviance(term: Term, letter: str, plan: MomentPlan) -> str:
    del plan
    power, p = float(term.arguments[0]), f"p_{letter}"
    if power == 0:
        return f"({p} - y) * ({p} - y)"
    if power == 1:
        return f"2 * (CASE WHEN y > 0 THEN y * LN(y / {p}) ELSE 0.0 END - y + {p})"
    if power == 2:  # noqa: PLR2004 - the gamma distribution
        return f"2 * (LN({p} / y) + y / {p} - 1)"
    one, two = 1 - power, 2 - power
    first = f"CASE WHEN y > 0 THEN POWER(y, {two!r}) ELSE 0.0 END / ({one * two!r})"
    return f"2 * ({first} - y * POWER({p}, {one!r}) / ({one!r}) + POWER({p}, {two!r}) / ({two!r}))"


def _null_deviance(term: Term, letter: str, plan: MomentPlan) -> str:
    """Return the part of the deviance from a constant that does not depend on it."""
    del letter, plan
    power = float(term.arguments[0])
    if power == 0:
        return "y * y"
    if power == 1:
        return "CASE WHEN y > 0 THEN y * LN(y) ELSE 0.0 END"
    if power == 2:  # noqa: PLR2004 - the gamma distribution
        return "LN(y)"
    return f"CASE WHEN y > 0 THEN POWER(y, {2 - power!r}) ELSE 0.0 END"


def _tail_error(term: Term, letter: str, plan: MomentPlan) -> str:
    share = float(term.arguments[0])
    end = next((end for of, model, end in plan.tails if (of, model) == (share, letter)), 0.0)
    return _beyond(repr(end), share, letter)


def _beyond(end: str, share: float, letter: str) -> str:
    """Return the error at the end of the tail, and what goes beyond it by the share: its mean is that of the tail."""
    return f"{end} + GREATEST(ABS(p_{letter} - y) - {end}, 0.0) / {share!r}"


def tail_of_slice(term: Term, letter: str, plan: MomentPlan) -> str:
    """Return the SQL of a tail error whose tail ends where that of the row's own slice does.

    Examples
    --------
    >>> term = Term(Kind.TAIL_ERROR, (0.1,))
    >>> tail_of_slice(term, "c", MomentPlan(table="t", label="y", candidate="p", needs=(term,)))
    't0_c + GREATEST(ABS(p_c - y) - t0_c, 0.0) / 0.1'
    """
    share = float(term.arguments[0])
    return _beyond(f"t{plan.tail_shares.index(share)}_{letter}", share, letter)


def _within(term: Term, letter: str, plan: MomentPlan) -> str:
    del plan
    return f"CASE WHEN ABS(p_{letter} - y) <= {float(term.arguments[0])!r} THEN 1.0 ELSE 0.0 END"


def _scaled(term: Term, letter: str, plan: MomentPlan) -> str:
    return f"ABS(p_{letter} - y) / {_scale(term, plan)}"


def _squared_scaled(term: Term, letter: str, plan: MomentPlan) -> str:
    scale = _scale(term, plan)
    return f"((p_{letter} - y) / {scale}) * ((p_{letter} - y) / {scale})"


def _scale(term: Term, plan: MomentPlan) -> str:
    return f"s{plan.scales.index(str(term.arguments[0]))}"


def _pinball(term: Term, letter: str, plan: MomentPlan) -> str:
    level = float(term.arguments[0])
    return _loss(level, f"p_{letter}" if isinstance(plan.candidate, str) else _at(level, letter, plan))


def _loss(level: float, quantile: str) -> str:
    return f"GREATEST({level!r} * (y - {quantile}), ({level!r} - 1) * (y - {quantile}))"


def _quantile_score(term: Term, letter: str, plan: MomentPlan) -> str:
    del term
    losses = [_loss(level, _at(level, letter, plan)) for level in levels_of(plan.candidate)]
    return f"({' + '.join(losses)}) * 2 / {len(losses)}"


def _covered(term: Term, letter: str, plan: MomentPlan) -> str:
    low, high = (_at(float(level), letter, plan) for level in term.arguments)
    return f"CASE WHEN y >= {low} AND y <= {high} THEN 1.0 ELSE 0.0 END"


def _below(term: Term, letter: str, plan: MomentPlan) -> str:
    return f"CASE WHEN y <= {_at(float(term.arguments[0]), letter, plan)} THEN 1.0 ELSE 0.0 END"


def _width(term: Term, letter: str, plan: MomentPlan) -> str:
    low, high = (_at(float(level), letter, plan) for level in term.arguments)
    return f"({high} - {low})"


def _interval_score(term: Term, letter: str, plan: MomentPlan) -> str:
    """Return width and, on either side, what the label is beyond it by the share of labels that may be there."""
    lower, upper = (float(level) for level in term.arguments)
    low, high = _at(lower, letter, plan), _at(upper, letter, plan)
    below = f"GREATEST({low} - y, 0.0) / {lower!r}"
    return f"({high} - {low}) + {below} + GREATEST(y - {high}, 0.0) / {1 - upper!r}"


def _crossed(term: Term, letter: str, plan: MomentPlan) -> str:
    del term
    names = [_at(level, letter, plan) for level in levels_of(plan.candidate)]
    crossed = " OR ".join(f"{low} > {high}" for low, high in pairwise(names)) or "FALSE"
    return f"CASE WHEN {crossed} THEN 1.0 ELSE 0.0 END"


def _at(level: float, letter: str, plan: MomentPlan) -> str:
    return f"v{list(levels_of(plan.candidate)).index(level)}_{letter}"


_Writer = Callable[[Term, str, MomentPlan], str]

_WRITERS: dict[Kind, _Writer] = {
    Kind.DEVIANCE: _deviance,
    Kind.NULL_DEVIANCE: _null_deviance,
    Kind.TAIL_ERROR: _tail_error,
    Kind.WITHIN: _within,
    Kind.SCALED_ERROR: _scaled,
    Kind.SQUARED_SCALED_ERROR: _squared_scaled,
    Kind.PINBALL: _pinball,
    Kind.QUANTILE_SCORE: _quantile_score,
    Kind.COVERED: _covered,
    Kind.BELOW: _below,
    Kind.WIDTH: _width,
    Kind.INTERVAL_SCORE: _interval_score,
    Kind.CROSSED: _crossed,
}
