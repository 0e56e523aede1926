"""From measurements to verdicts: one for all rows, or a family for the slices of a gate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, cast

from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.metric import Direction
from lockgate.gates.spec import Better, MetricGate, NotWorse
from lockgate.stats.decision import (
    Decision,
    decide_at_least,
    decide_at_most,
    decide_between,
    interval_alpha,
)
from lockgate.stats.multiplicity import bonferroni_alpha

__all__ = ["Bounding", "Judgement", "bars", "decide_all", "decide_family", "decide_gate"]


class Bounding(Protocol):
    """What has bounds at any level."""

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return lower and upper, each erring with probability ``alpha / 2``; NaN where nothing is known."""
        ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the bounds it was read from, and their two-sided error probability."""

    verdict: Verdict
    lower: float
    upper: float
    alpha: float


def decide_all(
    decide: Callable[[tuple[float, float]], Decision],
    measured: Sequence[Bounding],
    alpha: float,
    *,
    among: int = 1,
) -> tuple[Judgement, ...]:
    """Decide one question on a family: slices, or gaps between groups.

    Each passes at level `alpha`: the gate opens only if all pass, so it opens for a candidate that is bad somewhere
    with probability at most `alpha`. Failures are claimed by Holm's method: with probability at most `alpha` any of
    them is a false alarm, however many there are and however they overlap.

    Parameters
    ----------
    decide : callable
        From the bounds, which are never NaN, to the decision.
    measured : sequence of Bounding
        What has bounds at any level.
    alpha : float
        One-sided error probability, in (0, 0.5).
    among : int, default=1
        Of how many candidates whichever passes may be shipped: then each passes at level ``alpha / among``, so that
        any that is bad passes with probability at most `alpha`. Failures are claimed as if it were the only one.

    Returns
    -------
    tuple of Judgement
        In the same order; ``INCONCLUSIVE`` where there are no bounds.
    """
    judged = [_judged(decide, one, bonferroni_alpha(alpha, among)) for one in measured]
    for at, one in enumerate(judged):
        if among > 1 and one.verdict is not Verdict.PASS:
            alone = _judged(decide, measured[at], alpha)
            judged[at] = alone if alone.verdict is Verdict.FAIL else one
    suspects = {at for at, one in enumerate(judged) if one.verdict is Verdict.FAIL}
    failed: set[int] = set()
    # Holm's method is Bonferroni's, again and again on what is left, until nothing more fails.
    while suspects - failed:
        level = bonferroni_alpha(alpha, len(measured) - len(failed))
        found = set()
        for at in sorted(suspects - failed):
            judged[at] = _judged(decide, measured[at], level)
            if judged[at].verdict is Verdict.FAIL:
                found.add(at)
        if not found:
            break
        failed |= found
    return tuple(judged)


def decide_family(
    gate: MetricGate, measured: Sequence[Bounding], alpha: float, *, among: int = 1
) -> tuple[Judgement, ...]:
    """Decide a gate on all its slices, or on one set of rows, as `decide_all` does.

    Parameters
    ----------
    gate : MetricGate
        What is required.
    measured : sequence of Bounding
        One measurement a slice.
    alpha : float
        One-sided error probability, in (0, 0.5).
    among : int, default=1
        As in `decide_all`.

    Returns
    -------
    tuple of Judgement
        In the same order.
    """
    return decide_all(partial(decide_gate, gate), measured, alpha, among=among)


def bars(gate: MetricGate) -> tuple[float, ...]:
    """Return the numbers that the bounds are held against: one, or both ends of a range.

    Examples
    --------
    >>> bars(MetricGate(metric="log_loss", requirement=NotWorse(0.005)))
    (0.005,)
    """
    if isinstance(gate.requirement, NotWorse):
        loss = float(gate.requirement.loss)
        return (-loss if gate.definition.direction is Direction.HIGHER else loss,)
    return tuple(float(cast("float", bound)) for bound in gate.requirement.bounds)


def _judged(decide: Callable[[tuple[float, float]], Decision], measured: Bounding, alpha: float) -> Judgement:
    level = interval_alpha(alpha)
    bounds = measured.bounds(level)
    if math.isnan(bounds[0]) or math.isnan(bounds[1]):
        return Judgement(Verdict.INCONCLUSIVE, *bounds, level)
    found = decide(bounds)
    return Judgement(found.verdict, found.lower, found.upper, level)


def decide_gate(gate: MetricGate, bounds: tuple[float, float]) -> Decision:
    """Decide one gate with known bounds, which are never NaN."""
    lower, upper = bounds
    requirement = gate.requirement
    if isinstance(requirement, NotWorse):
        decide = decide_at_least if gate.definition.direction is Direction.HIGHER else decide_at_most
        return decide(lower, upper, bars(gate)[0], is_strict=isinstance(requirement, Better))
    return _decide_bar(requirement, bars(gate), lower, upper)


def _decide_bar(requirement: Requirement, ends: tuple[float, ...], lower: float, upper: float) -> Decision:
    operator = requirement.operator
    if operator is Operator.MUST_BE_BETWEEN:
        return decide_between(lower, upper, ends[0], ends[1])
    is_strict = operator in (Operator.MUST_BE_GREATER_THAN, Operator.MUST_BE_LESS_THAN)
    if operator in (Operator.MUST_BE_GREATER_THAN, Operator.MUST_BE_GREATER_OR_EQUAL_TO):
        return decide_at_least(lower, upper, ends[0], is_strict=is_strict)
    return decide_at_most(lower, upper, ends[0], is_strict=is_strict)
