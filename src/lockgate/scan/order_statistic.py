r"""Quantiles, decided exactly from counts and shown from a sketch.

Let :math:`x_{(1)} \le \dots \le x_{(n)}` be the values. The quantile `q` is :math:`x_{(k)}` with
:math:`k = \max(1, \lceil q n \rceil)`: the smallest value that at least the fraction `q` of the values does not
exceed (``inverted_cdf`` of numpy). For any bound `b`,

.. math:: x_{(k)} < b \iff \#\{i : x_i < b\} \ge k,  \qquad  x_{(k)} \le b \iff \#\{i : x_i \le b\} \ge k,

because in sorted order the values below `b` come first: the `k`-th is one of them exactly when there are at least
`k`. Every operator of a requirement is a combination of such comparisons, so counts decide it without sorting and
without error. `q` is taken as the decimal that was written: 0.07 of 100 values is the 7th.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import cast

from lockgate.domain.codes import Reason
from lockgate.domain.requirement import Operator, Requirement, format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State, plain_scalar
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.keyed_counts import QuantileSketch, SketchState
from lockgate.scan.check import Outcome
from lockgate.scan.comparisons import Below
from lockgate.scan.statistic_check import judge_value

__all__ = ["judge_quantile", "quantile_aggregates", "rank_of"]

_CUTS: dict[Operator, tuple[tuple[int, bool], ...]] = {
    Operator.MUST_BE: ((0, False), (0, True)),
    Operator.MUST_NOT_BE: ((0, False), (0, True)),
    Operator.MUST_BE_GREATER_THAN: ((0, True),),
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: ((0, False),),
    Operator.MUST_BE_LESS_THAN: ((0, False),),
    Operator.MUST_BE_LESS_OR_EQUAL_TO: ((0, True),),
    Operator.MUST_BE_BETWEEN: ((0, False), (1, True)),
    Operator.MUST_NOT_BE_BETWEEN: ((0, False), (1, True)),
}
"""What is counted for an operator: number of the bound, and whether values equal to it count as below."""

_HOLDS: dict[Operator, Callable[..., bool]] = {
    Operator.MUST_BE: lambda less, at_most: at_most and not less,
    Operator.MUST_NOT_BE: lambda less, at_most: less or not at_most,
    Operator.MUST_BE_GREATER_THAN: lambda at_most: not at_most,
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: lambda less: not less,
    Operator.MUST_BE_LESS_THAN: lambda less: less,
    Operator.MUST_BE_LESS_OR_EQUAL_TO: lambda at_most: at_most,
    Operator.MUST_BE_BETWEEN: lambda less, at_most: at_most and not less,
    Operator.MUST_NOT_BE_BETWEEN: lambda less, at_most: less or not at_most,
}


def rank_of(q: float, n: int) -> int:
    """Return which of `n` sorted values, from 1, is the quantile `q`.

    Examples
    --------
    >>> rank_of(0.5, 4), rank_of(0.07, 100), rank_of(0, 9)
    (2, 7, 1)
    """
    return max(1, math.ceil(Fraction(str(q)) * n))


def quantile_aggregates(column: str, requirement: Requirement) -> tuple[Aggregate, ...]:
    """Return what decides a requirement on any quantile of `column`: a sketch, then one count for each cut."""
    cuts = [
        CountIf(Below(column, requirement.bounds[number], is_inclusive))
        for number, is_inclusive in _CUTS[requirement.operator]
    ]
    return (QuantileSketch(column), *cuts)


def judge_quantile(states: Sequence[State], requirement: Requirement, q: float, *, says: str) -> Outcome:
    """Decide whether the quantile `q` satisfies the requirement, from the states of `quantile_aggregates`.

    No value is ``INCONCLUSIVE``; so is NaN or infinity among the values.
    """
    sketch = cast("SketchState", states[0])
    if sketch.not_finite:
        return judge_value(math.nan, requirement, says=says, n=sketch.n + sketch.not_finite)
    if not sketch.n:
        return judge_value(None, requirement, says=says, n=0)
    rank = rank_of(q, sketch.n)
    is_below = [cast("Count", state).n >= rank for state in states[1:]]
    passes = _HOLDS[requirement.operator](*is_below)
    about = _between_cuts(sketch.quantile((rank - 0.5) / sketch.n), requirement, is_below)
    return Outcome(
        verdict=Verdict.PASS if passes else Verdict.FAIL,
        reason=Reason.HOLDS if passes else Reason.VALUE_OUT_OF_BOUNDS,
        summary=f"the {says} of {sketch.n:,} values is {'' if passes else 'not '}as required",
        seen=f"{says} about {format_value(about)}",
        observed=plain_scalar(about),
        is_value=True,
        required=f"{says} {requirement}",
        n=sketch.n,
    )


def _between_cuts(value: float, requirement: Requirement, is_below: Sequence[bool]) -> float:
    """Return the sketch's value moved to the side of each cut where the quantile is known to lie."""
    for (number, _), below in zip(_CUTS[requirement.operator], is_below, strict=True):
        bound = float(cast("float", requirement.bounds[number]))
        value = min(value, bound) if below else max(value, bound)
    return value
