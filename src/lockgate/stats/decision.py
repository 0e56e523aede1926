"""Decide with bounds: pass, fail, or not enough evidence.

A verdict never looks at the point estimate. ``PASS`` needs the bound that could contradict it to clear the bar,
``FAIL`` needs the other bound to be beyond it; everything between is ``INCONCLUSIVE``.

Levels: `alpha` of a gate is one-sided, for each side alone. Bounds that err with probability `alpha` each are a
two-sided interval at ``2 * alpha``: compute them with ``alpha=interval_alpha(alpha)``. Then a model beyond the
bar passes with probability at most `alpha`, and one that clears it fails with probability at most `alpha`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.stats.domains import require_finite

__all__ = [
    "Decision",
    "decide_at_least",
    "decide_at_most",
    "decide_between",
    "decide_not_worse",
    "interval_alpha",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict and the bounds it was read from.

    `lower` and `upper` are in the unit of what was compared; NaN where nothing is known.
    """

    verdict: Verdict
    lower: float
    upper: float


def interval_alpha(alpha: float) -> float:
    """Return the two-sided level of an interval whose bounds each err with probability `alpha`.

    Parameters
    ----------
    alpha : float
        One-sided error probability of a decision, in (0, 0.5).

    Raises
    ------
    ParameterError
        If `alpha` is outside (0, 0.5).

    Examples
    --------
    >>> interval_alpha(0.05)
    0.1
    """
    if not 0 < alpha < 0.5:  # noqa: PLR2004 - beyond it the bounds would change places
        raise ParameterError.of("interval_alpha", "alpha", "a float in (0, 0.5)", alpha)
    return 2 * alpha


def decide_at_least(lower: float, upper: float, bar: float, *, is_strict: bool = False) -> Decision:
    """Decide whether a number is `bar` or more.

    Parameters
    ----------
    lower, upper : float
        Its bounds, ``lower <= upper``; infinite ends are open, NaN means that nothing is known.
    bar : float
        The bar, finite.
    is_strict : bool, default=False
        Whether the number must be more than `bar`.

    Returns
    -------
    Decision
        ``INCONCLUSIVE`` where a bound is NaN.

    Raises
    ------
    ParameterError
        If `bar` is not finite or the bounds are in the wrong order.

    Examples
    --------
    >>> decide_at_least(0.71, 0.75, 0.70).verdict, decide_at_least(0.69, 0.75, 0.70).verdict
    (<Verdict.PASS: 'pass'>, <Verdict.INCONCLUSIVE: 'inconclusive'>)
    """
    _require_bounds("decide_at_least", lower, upper, bar)
    holds = lower > bar if is_strict else lower >= bar
    is_broken = upper <= bar if is_strict else upper < bar
    return _decision(lower, upper, holds=holds, is_broken=is_broken)


def decide_at_most(lower: float, upper: float, bar: float, *, is_strict: bool = False) -> Decision:
    """Decide whether a number is `bar` or less; the mirror image of `decide_at_least`.

    Parameters
    ----------
    lower, upper, bar, is_strict
        As in `decide_at_least`, with less for more.

    Returns
    -------
    Decision
        ``INCONCLUSIVE`` where a bound is NaN.

    Raises
    ------
    ParameterError
        If `bar` is not finite or the bounds are in the wrong order.

    Examples
    --------
    >>> decide_at_most(0.02, 0.04, 0.05).verdict, decide_at_most(0.06, 0.09, 0.05).verdict
    (<Verdict.PASS: 'pass'>, <Verdict.FAIL: 'fail'>)
    """
    _require_bounds("decide_at_most", lower, upper, bar)
    mirrored = decide_at_least(-upper, -lower, -bar, is_strict=is_strict)
    return Decision(mirrored.verdict, lower, upper)


def decide_between(lower: float, upper: float, lowest: float, highest: float) -> Decision:
    """Decide whether a number lies in the closed range from `lowest` to `highest`.

    Passing takes both one-sided tests, so the chance of a false pass is that of one of them, not the sum.

    Parameters
    ----------
    lower, upper : float
        As in `decide_at_least`.
    lowest, highest : float
        The range, finite, ``lowest <= highest``.

    Returns
    -------
    Decision
        ``FAIL`` when the whole interval lies on one side of the range.

    Raises
    ------
    ParameterError
        If the range is not finite, or a pair is in the wrong order.

    References
    ----------
    D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987), doi:10.1007/BF01068419.

    Examples
    --------
    >>> decide_between(0.11, 0.13, 0.10, 0.15).verdict
    <Verdict.PASS: 'pass'>
    """
    _require_bounds("decide_between", lower, upper, lowest)
    require_finite("decide_between", "highest", highest)
    if lowest > highest:
        raise ParameterError.of("decide_between", "highest", f"at least {lowest!r}", highest)
    holds = lower >= lowest and upper <= highest
    return _decision(lower, upper, holds=holds, is_broken=upper < lowest or lower > highest)


def decide_not_worse(lower: float, upper: float, margin: float, *, is_higher_better: bool) -> Decision:
    """Decide whether the candidate is not worse than the baseline by more than `margin`.

    Parameters
    ----------
    lower, upper : float
        Bounds of the paired difference, candidate minus baseline.
    margin : float
        The largest loss that is accepted, finite, 0 or more, in the unit of the metric.
    is_higher_better : bool
        True for scores, False for losses and errors.

    Returns
    -------
    Decision
        ``PASS`` when even the worse bound loses at most `margin`, ``FAIL`` when even the better one loses more.

    Raises
    ------
    ParameterError
        If `margin` is negative or not finite, or the bounds are in the wrong order.

    Examples
    --------
    >>> decide_not_worse(-0.004, 0.011, 0.005, is_higher_better=True).verdict
    <Verdict.PASS: 'pass'>
    >>> decide_not_worse(-0.004, 0.011, 0.005, is_higher_better=False).verdict
    <Verdict.INCONCLUSIVE: 'inconclusive'>
    """
    if not (math.isfinite(margin) and margin >= 0):
        raise ParameterError.of("decide_not_worse", "margin", "a finite float of 0 or more", margin)
    if is_higher_better:
        return decide_at_least(lower, upper, -margin)
    return decide_at_most(lower, upper, margin)


def _decision(lower: float, upper: float, *, holds: bool, is_broken: bool) -> Decision:
    if math.isnan(lower) or math.isnan(upper):
        return Decision(Verdict.INCONCLUSIVE, lower, upper)
    if holds:
        return Decision(Verdict.PASS, lower, upper)
    return Decision(Verdict.FAIL if is_broken else Verdict.INCONCLUSIVE, lower, upper)


def _require_bounds(where: str, lower: float, upper: float, bar: float) -> None:
    require_finite(where, "bar", bar)
    if lower > upper:
        raise ParameterError.of(where, "upper", f"at least the lower bound {lower!r}", upper)
