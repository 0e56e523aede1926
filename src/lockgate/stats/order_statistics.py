"""Bounds of quantiles, and of their differences and ratios, that hold for every continuous distribution.

How many of n independent values lie below the quantile is binomial, so two of the sorted values enclose it with a
probability that does not depend on the distribution. Ties only make the bounds safer.
"""

from __future__ import annotations

import bisect
import math

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction

__all__ = [
    "quantile_bounds",
    "quantile_difference_bounds",
    "quantile_ranks",
    "quantile_ratio_bounds",
    "sample_quantile",
    "values_needed",
]

Floats = NDArray[np.float64]
Bounds = tuple[float, float]


def sample_quantile(values: Floats, quantile: float) -> float:
    """Return the smallest value that at least this share of the values do not exceed; NaN of none.

    Examples
    --------
    >>> sample_quantile(np.array([3.0, 1.0, 2.0]), 0.5)
    2.0
    """
    require_open_fraction("sample_quantile", "quantile", quantile)
    return float(np.quantile(values, quantile, method="inverted_cdf")) if len(values) else math.nan


def quantile_bounds(values: Floats, quantile: float, *, alpha: float) -> Bounds:
    """Return bounds of a quantile.

    Parameters
    ----------
    values : ndarray
        Independent values of one distribution; none give infinite bounds.
    quantile : float
        In (0, 1); 0.5 for the median.
    alpha : float
        Error probability of both bounds together, in (0, 1); each errs with at most half of it.

    Returns
    -------
    tuple of float
        Two of the values, or minus or plus infinity where there are too few of them.

    Raises
    ------
    ParameterError
        If a value is NaN, or an argument is outside its domain.

    References
    ----------
    W. J. Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2.

    Examples
    --------
    >>> quantile_bounds(np.arange(1.0, 21.0), 0.5, alpha=0.05)
    (6.0, 15.0)
    >>> quantile_bounds(np.arange(1.0, 21.0), 0.99, alpha=0.05)
    (19.0, inf)
    """
    require_open_fraction("quantile_bounds", "quantile", quantile)
    require_open_fraction("quantile_bounds", "alpha", alpha)
    n = len(values)
    if np.isnan(values).any():
        raise ParameterError.of("quantile_bounds", "values", "numbers, not NaN", math.nan)
    if n == 0:
        return -math.inf, math.inf
    ordered = np.sort(values)
    low, high = quantile_ranks(n, quantile, alpha=alpha)
    return (
        float(ordered[low - 1]) if low > 0 else -math.inf,
        float(ordered[high - 1]) if high <= n else math.inf,
    )


def quantile_ranks(n: int, quantile: float, *, alpha: float) -> tuple[int, int]:
    """Return the ranks of the values that bound a quantile: from 1, 0 where no value is low enough, n + 1 high enough.

    Parameters
    ----------
    n : int
        Independent values, 1 or more.
    quantile, alpha
        As in `quantile_bounds`.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    W. J. Conover, Practical Nonparametric Statistics, 3rd edition (1999), section 3.2.

    Examples
    --------
    >>> quantile_ranks(20, 0.5, alpha=0.05), quantile_ranks(3, 0.5, alpha=0.05)
    ((6, 15), (0, 4))
    """
    require_open_fraction("quantile_ranks", "quantile", quantile)
    require_open_fraction("quantile_ranks", "alpha", alpha)
    if n < 1:
        raise ParameterError.of("quantile_ranks", "n", "1 or more", n)
    from scipy.special import bdtr  # noqa: PLC0415 - loading it costs 0.3 s; only those who ask pay

    def too_high(below: int) -> float:
        """Return the probability that at most so many values lie below the quantile: then the next exceeds it."""
        return float(bdtr(below, n, quantile))

    low = bisect.bisect_right(range(n), alpha / 2, key=too_high)
    high = bisect.bisect_left(range(n), 1 - alpha / 2, key=too_high)
    return low, high + 1


def quantile_difference_bounds(values: Floats, others: Floats, quantile: float, *, alpha: float) -> Bounds:
    """Return bounds of the quantile of `values` minus that of `others`.

    Each quantile gets half of `alpha`, so the statement holds however the two samples depend on each other.

    Raises
    ------
    ParameterError
        As `quantile_bounds`.

    Examples
    --------
    >>> quantile_difference_bounds(np.arange(1.0, 41.0), np.arange(1.0, 41.0), 0.5, alpha=0.1)
    (-13.0, 13.0)
    """
    low, high = quantile_bounds(values, quantile, alpha=alpha / 2)
    other_low, other_high = quantile_bounds(others, quantile, alpha=alpha / 2)
    return low - other_high, high - other_low


def quantile_ratio_bounds(values: Floats, others: Floats, quantile: float, *, alpha: float) -> Bounds:
    """Return bounds of the quantile of `values` over that of `others`; all are positive.

    Raises
    ------
    ParameterError
        As `quantile_bounds`, or if a value is not positive.

    Examples
    --------
    >>> quantile_ratio_bounds(np.full(9, 3.0), np.full(9, 2.0), 0.5, alpha=0.1)
    (1.5, 1.5)
    """
    least = min((float(one.min()) for one in (values, others) if len(one)), default=1.0)
    if not least > 0:
        raise ParameterError.of("quantile_ratio_bounds", "values", "positive", least)
    low, high = quantile_bounds(values, quantile, alpha=alpha / 2)
    other_low, other_high = quantile_bounds(others, quantile, alpha=alpha / 2)
    # What is known of a positive quantile without enough values is that it is more than 0.
    return max(low, 0.0) / other_high, high / other_low if other_low > 0 else math.inf


def values_needed(quantile: float, *, alpha: float) -> int:
    """Return how many values give a quantile two finite bounds.

    Parameters
    ----------
    quantile : float
        In (0, 1).
    alpha : float
        Error probability of both bounds together, in (0, 1).

    Examples
    --------
    >>> values_needed(0.5, alpha=0.1), values_needed(0.99, alpha=0.1)
    (5, 299)
    """
    require_open_fraction("values_needed", "quantile", quantile)
    require_open_fraction("values_needed", "alpha", alpha)
    return math.ceil(math.log(alpha / 2) / math.log(max(quantile, 1 - quantile)) - 1e-12)
