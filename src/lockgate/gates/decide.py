"""From measurements to verdicts, in families: the gates of a role, or the slices of a gate."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, cast

from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import Better, MetricGate, NotWorse
from lockgate.gates.role import Role
from lockgate.stats.decision import (
    Decision,
    decide_at_least,
    decide_at_most,
    decide_between,
    interval_alpha,
)
from lockgate.stats.multiplicity import bonferroni_alpha

__all__ = [
    "Bounding",
    "Bounds",
    "Judgement",
    "bars",
    "decide_all",
    "decide_each",
    "decide_family",
    "decide_gate",
    "decide_roles",
    "is_floor",
]


class Bounding(Protocol):
    """What has bounds at any level."""

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return lower and upper, each erring with probability ``alpha / 2``; NaN where nothing is known."""
        ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of a number, and their two-sided error probability; NaN where nothing is known."""

    lower: float
    upper: float
    alpha: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the bounds it was read from, and their two-sided error probability.

    `adjusted` are the bounds that a failure is claimed from, at the level of the last step of Holm's method that looked
    at it, and `size` how many were decided together.
    """

    verdict: Verdict
    lower: float
    upper: float
    alpha: float
    adjusted: Bounds | None = None
    size: int = 1


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
    return decide_each([decide] * len(measured), measured, alpha, among=among)


def decide_each(
    decides: Sequence[Callable[[tuple[float, float]], Decision]],
    measured: Sequence[Bounding],
    alpha: float,
    *,
    among: int = 1,
) -> tuple[Judgement, ...]:
    """Decide a question of its own on each member of a family, as `decide_all` does with one for all.

    Parameters
    ----------
    decides : sequence of callable
        As many as `measured`.
    measured, alpha, among
        As in `decide_all`.

    Returns
    -------
    tuple of Judgement
        In the same order.
    """
    size, to_pass = len(measured), bonferroni_alpha(alpha, among)
    judged = [_judged(decide, one, to_pass, size) for decide, one in zip(decides, measured, strict=True)]
    for at, one in enumerate(judged):
        if among > 1 and one.verdict is not Verdict.PASS:
            alone = _judged(decides[at], measured[at], alpha, size)
            judged[at] = alone if alone.verdict is Verdict.FAIL else one
    suspects = {at for at, one in enumerate(judged) if one.verdict is Verdict.FAIL}
    failed: set[int] = set()
    # Holm's method is Bonferroni's, again and again on what is left, until nothing more fails.
    while suspects - failed:
        level = bonferroni_alpha(alpha, size - len(failed))
        found = set()
        for at in sorted(suspects - failed):
            judged[at] = _judged(decides[at], measured[at], level, size)
            if judged[at].verdict is Verdict.FAIL:
                found.add(at)
        if not found:
            break
        failed |= found
    return tuple(_with_adjusted(one, measured[at], alpha, len(failed)) for at, one in enumerate(judged))


def _with_adjusted(judged: Judgement, measured: Bounding, alpha: float, n_failed: int) -> Judgement:
    """Return a judgement with the bounds of the last step, at which it could still have failed and did not."""
    if judged.verdict is Verdict.FAIL:
        return judged
    level = interval_alpha(bonferroni_alpha(alpha, judged.size - n_failed))
    if judged.adjusted is not None and judged.adjusted.alpha == level:
        return judged
    return replace(judged, adjusted=Bounds(*measured.bounds(level), level))


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


def decide_roles(
    gates: Sequence[MetricGate], measured: Sequence[Bounding], alpha: float, *, among: int = 1
) -> tuple[Judgement, ...]:
    """Decide gates on the same rows: those of one role are a family.

    Parameters
    ----------
    gates : sequence of MetricGate
        What is required.
    measured : sequence of Bounding
        One measurement a gate.
    alpha : float
        One-sided error probability of each pass, and of all failures of a family together, in (0, 0.5).
    among : int, default=1
        As in `decide_all`.

    Returns
    -------
    tuple of Judgement
        In the same order.

    Examples
    --------
    >>> decide_roles([], [], 0.05)
    ()
    """
    found: dict[int, Judgement] = {}
    for role in Role:
        own = [at for at, gate in enumerate(gates) if gate.role is role]
        decides = [partial(decide_gate, gates[at]) for at in own]
        own_measured = [measured[at] for at in own]
        found |= zip(own, decide_each(decides, own_measured, alpha, among=among), strict=True)
    return tuple(found[at] for at in range(len(gates)))


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


def is_floor(gate: MetricGate) -> bool:
    """Tell whether a gate closes when its number falls; one with two ends does not.

    Examples
    --------
    >>> is_floor(MetricGate(metric="log_loss", requirement=NotWorse(0.005)))
    False
    """
    if isinstance(gate.requirement, NotWorse):
        return gate.definition.direction is Direction.HIGHER
    return gate.requirement.operator in (
        Operator.MUST_BE_GREATER_THAN,
        Operator.MUST_BE_GREATER_OR_EQUAL_TO,
    )


def _judged(
    decide: Callable[[tuple[float, float]], Decision], measured: Bounding, alpha: float, size: int
) -> Judgement:
    level = interval_alpha(alpha)
    bounds = measured.bounds(level)
    if math.isnan(bounds[0]) or math.isnan(bounds[1]):
        return Judgement(Verdict.INCONCLUSIVE, *bounds, level, Bounds(*bounds, level), size)
    found = decide(bounds)
    ends = (found.lower, found.upper)
    return Judgement(found.verdict, *ends, level, Bounds(*ends, level), size)


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
