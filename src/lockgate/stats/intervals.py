"""Confidence intervals of one number: proportions, means, and numbers that live in [0, 1].

Every `alpha` here is two-sided: each bound errs with probability ``alpha / 2``. A decision at one-sided level
``a`` reads the interval at ``alpha = 2 * a`` (`lockgate.stats.decision.interval_alpha`).
All have fixed-sample coverage: read them once, at a number of rows that was not chosen by looking.
Where nothing is known both bounds are NaN, which no decision ever takes for a pass.
"""

from __future__ import annotations

import math

from lockgate.stats.domains import require_count, require_open_fraction
from lockgate.stats.estimate import Estimate
from lockgate.stats.quantiles import normal_quantile, t_quantile

__all__ = ["clopper_pearson", "logit_bounds", "t_bounds", "unseen_fraction", "wilson_interval"]

_UNKNOWN = (math.nan, math.nan)


def wilson_interval(successes: int, trials: int, *, alpha: float = 0.05) -> tuple[float, float]:
    r"""Compute the Wilson score interval of a proportion.

    Its error is `alpha` on average over proportions, not for each: near 0 and 1 one bound alone can err up to
    four times as often as it should. Show it; to decide, use `clopper_pearson`.

    Parameters
    ----------
    successes : int
        Number of successes, ``0 <= successes <= trials``.
    trials : int
        Number of rows, 0 or more.
    alpha : float, default=0.05
        Two-sided error probability, in (0, 1).

    Returns
    -------
    lower, upper : float
        Bounds of the proportion, fractions in [0, 1]; NaN for no trials.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    E. B. Wilson, Journal of the American Statistical Association 22 (1927), doi:10.2307/2276774.

    Examples
    --------
    >>> lower, upper = wilson_interval(8, 10)
    >>> f"{lower:.4f} {upper:.4f}"
    '0.4902 0.9433'
    """
    _require_proportion("wilson_interval", successes, trials, alpha)
    if trials == 0:
        return _UNKNOWN
    z = normal_quantile(1 - alpha / 2)
    rate = successes / trials
    weight = 1 + z * z / trials
    centre = (rate + z * z / (2 * trials)) / weight
    half = z * math.sqrt(rate * (1 - rate) / trials + (z / (2 * trials)) ** 2) / weight
    lower = 0.0 if successes == 0 else max(0.0, centre - half)
    upper = 1.0 if successes == trials else min(1.0, centre + half)
    return lower, upper


def clopper_pearson(successes: int, trials: int, *, alpha: float = 0.05) -> tuple[float, float]:
    """Compute the exact interval of a proportion, the one that decides.

    Each bound errs with probability at most ``alpha / 2``, whatever the proportion and the number of rows.
    The price is width: for few rows it covers more often than it says.

    Parameters
    ----------
    successes : int
        Number of successes, ``0 <= successes <= trials``.
    trials : int
        Number of rows, 0 or more.
    alpha : float, default=0.05
        Two-sided error probability, in (0, 1).

    Returns
    -------
    lower, upper : float
        Bounds of the proportion, fractions in [0, 1]; NaN for no trials.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), doi:10.1093/biomet/26.4.404.

    Examples
    --------
    >>> lower, upper = clopper_pearson(8, 10)
    >>> f"{lower:.4f} {upper:.4f}"
    '0.4439 0.9748'
    """
    _require_proportion("clopper_pearson", successes, trials, alpha)
    if trials == 0:
        return _UNKNOWN
    from scipy.special import betaincinv  # noqa: PLC0415 - loading it costs 0.3 s; only those who ask pay

    failures = trials - successes
    lower = 0.0 if successes == 0 else float(betaincinv(successes, failures + 1, alpha / 2))
    upper = 1.0 if failures == 0 else float(betaincinv(successes + 1, failures, 1 - alpha / 2))
    return lower, upper


def t_bounds(estimate: Estimate, *, alpha: float = 0.05, span: float | None = None) -> tuple[float, float]:
    """Compute estimate ± quantile of Student's t × standard error, with the estimate's degrees of freedom.

    Exact for the mean of normal values, a good approximation for other means. A few rows of a very skewed
    loss (log loss with scores near 0 and 1) can err more often than `alpha`.

    Parameters
    ----------
    estimate : Estimate
        The number; fewer than two supporting rows say nothing.
    alpha : float, default=0.05
        Two-sided error probability, in (0, 1).
    span : float or None, default=None
        Largest amount by which one row can differ in what it adds to a mean. When given, the half-width never
        falls below ``span * unseen_fraction``, which matters for perfect or nearly perfect scores. None applies
        this only where the standard error is exactly 0, with a span of 1.

    Returns
    -------
    lower, upper : float
        Bounds in the unit of the estimate; NaN where it is undefined.

    Raises
    ------
    ParameterError
        If `alpha` is outside its domain.

    Examples
    --------
    >>> lower, upper = t_bounds(Estimate(2.5, 0.6455, 4))
    >>> f"{lower:.3f} {upper:.3f}"
    '0.446 4.554'
    """
    require_open_fraction("t_bounds", "alpha", alpha)
    if not estimate.is_defined or estimate.support < 2:  # noqa: PLR2004 - one row has no spread
        return _UNKNOWN
    half = t_quantile(1 - alpha / 2, estimate.degrees_of_freedom) * estimate.standard_error
    if span is not None or half == 0:
        floor = unseen_fraction(estimate.support, alpha=alpha / 2)
        half = max(half, (1.0 if span is None else span) * floor)
    return estimate.value - half, estimate.value + half


def logit_bounds(estimate: Estimate, *, alpha: float = 0.05) -> tuple[float, float]:
    """Compute bounds on the log-odds scale of a number that lives in [0, 1].

    Keeps to [0, 1] and stays honest near its ends, where estimate ± standard error is not: for the area under
    the ROC curve, average precision, F1. No bound comes nearer to the far end than `unseen_fraction` of the
    support: a perfect score on five rows is not proof of perfection.

    Parameters
    ----------
    estimate : Estimate
        The number, its value in [0, 1].
    alpha : float, default=0.05
        Two-sided error probability, in (0, 1).

    Returns
    -------
    lower, upper : float
        Bounds in [0, 1]; NaN where the estimate is undefined, outside [0, 1] or rests on one row.

    Raises
    ------
    ParameterError
        If `alpha` is outside its domain.

    References
    ----------
    M. S. Pepe, The Statistical Evaluation of Medical Tests for Classification and Prediction (2003), 5.2.

    Examples
    --------
    >>> lower, upper = logit_bounds(Estimate(0.95, 0.02, 500))
    >>> f"{lower:.4f} {upper:.4f}"
    '0.8926 0.9775'
    """
    require_open_fraction("logit_bounds", "alpha", alpha)
    value, error = estimate.value, estimate.standard_error
    if not (estimate.is_defined and 0 <= value <= 1) or estimate.support < 2:  # noqa: PLR2004 - as in t_bounds
        return _UNKNOWN
    unseen = unseen_fraction(estimate.support, alpha=alpha / 2)
    if error == 0 or value in (0, 1):
        return max(0.0, value - max(error, unseen)), min(1.0, value + max(error, unseen))
    centre = math.log(value / (1 - value))
    half = t_quantile(1 - alpha / 2, estimate.degrees_of_freedom) * error / (value * (1 - value))
    # the value itself takes part because rounding can carry a vanishing half-width past it
    return min(_expit(centre - half), 1 - unseen, value), max(_expit(centre + half), unseen, value)


def unseen_fraction(n: int, *, alpha: float = 0.05) -> float:
    """Return the largest fraction of the population that `n` rows can have missed altogether.

    The exact form of the rule of three: ``1 - alpha ** (1 / n)``, about ``3 / n`` at 0.05.

    Parameters
    ----------
    n : int
        Number of rows, 0 or more; without rows everything may be unseen, so 1 is returned.
    alpha : float, default=0.05
        One-sided error probability, in (0, 1).

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> f"{unseen_fraction(100):.4f}"
    '0.0295'
    """
    require_count("unseen_fraction", "n", n)
    require_open_fraction("unseen_fraction", "alpha", alpha)
    return 1.0 if n == 0 else -math.expm1(math.log(alpha) / n)


def _expit(x: float) -> float:
    tail = math.exp(-abs(x))
    return (1.0 if x >= 0 else tail) / (1 + tail)


def _require_proportion(where: str, successes: int, trials: int, alpha: float) -> None:
    require_count(where, "trials", trials)
    require_count(where, "successes", successes, at_most=trials)
    require_open_fraction(where, "alpha", alpha)
