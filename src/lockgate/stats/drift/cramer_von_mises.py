"""The Cramer-von Mises distance and test."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance, require_counts
from lockgate.stats.drift.significance import Significance

__all__ = ["CRAMER_VON_MISES", "cramer_von_mises", "cramer_von_mises_test", "gap_limits"]

Floats = NDArray[np.float64]
_NOTHING = 0.003  # below it the limit distribution has no weight that a double would show
_TERMS = 50  # of a series whose terms fall like exp(-2 i^2 / value); more where the value is large


def cramer_von_mises(p: Floats, q: Floats) -> Floats:
    r"""Compute the mean squared gap between two distribution functions.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample, the bins in ascending order.

    Returns
    -------
    ndarray of shape (...)
        In [0, 1/3]; NaN where a sample is.

    Notes
    -----
    :math:`\sum_i h_i (\tilde F_i - \tilde G_i)^2`, where :math:`h = (p + q) / 2` and
    :math:`\tilde F_i = F_{i-1} + p_i / 2` counts ties by half. Inside a bin the gap stays between
    :math:`F_{i-1} - G_{i-1} - q_i` and :math:`F_{i-1} - G_{i-1} + p_i`, which gives the bracket.
    `cramer_von_mises_test` has the test.

    References
    ----------
    T. W. Anderson, Annals of Mathematical Statistics 33 (1962), doi:10.1214/aoms/1177704477.

    Examples
    --------
    >>> f"{cramer_von_mises(np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])):.4f}"
    '0.0428'
    """
    gap = np.cumsum(p - q, axis=-1) - (p - q) / 2
    distances: Floats = (np.square(gap) * (p + q)).sum(axis=-1) / 2
    return distances


def cramer_von_mises_test(reference: ArrayLike, current: ArrayLike) -> Significance:
    r"""Test whether two samples come from one distribution by the mean squared gap.

    Parameters
    ----------
    reference, current : array-like of shape (n_bins,)
        Rows in each bin, whole numbers of 0 or more, the bins in ascending order; rows of a bin count as ties.

    Returns
    -------
    Significance
        Unknown where a sample has no rows or both have one.

    Raises
    ------
    ParameterError
        If the counts are negative, not finite or of different lengths.

    Notes
    -----
    Anderson's statistic from mid-ranks, :math:`T = U / (n m (n + m)) - (4 n m - 1) / (6 (n + m))`, and its limit
    distribution for the standardised statistic, as ``scipy.stats.cramervonmises_2samp(..., method="asymptotic")``.

    References
    ----------
    T. W. Anderson, Annals of Mathematical Statistics 33 (1962), doi:10.1214/aoms/1177704477.
    S. Csorgo and J. J. Faraway, Journal of the Royal Statistical Society B 58 (1996),
    doi:10.1111/j.2517-6161.1996.tb02077.x.

    Examples
    --------
    >>> result = cramer_von_mises_test([30, 20, 10], [20, 20, 20])
    >>> f"{result.statistic:.4f} {result.p_value:.4f}"
    '0.5556 0.0288'
    """
    first = require_counts("cramer_von_mises_test", "reference", reference)
    second = require_counts("cramer_von_mises_test", "current", current, n_bins=first.size)
    n, m = float(first.sum()), float(second.sum())
    rows = n + m
    if min(n, m) == 0 or rows <= 2:  # noqa: PLR2004 - one row on each side has no spread of ranks
        return Significance.unknown()
    both = first + second
    ranks = np.cumsum(both) - (both - 1) / 2
    products = n * _squares(first, ranks) + m * _squares(second, ranks)
    statistic = products / (n * m * rows) - (4 * n * m - 1) / (6 * rows)
    expected = (1 + 1 / rows) / 6
    spread = (rows + 1) * (4 * n * m * rows - 3 * (n**2 + m**2) - 2 * n * m) / (45 * rows**2 * 4 * n * m)
    return Significance(statistic, _limit_tail(1 / 6 + (statistic - expected) / math.sqrt(45 * spread)))


def _squares(counts: Floats, ranks: Floats) -> float:
    """Sum the squared differences of each row's rank among both samples and its place among its own."""
    start = np.cumsum(counts) - counts
    mean = start + (counts + 1) / 2 - ranks
    return float((counts * (mean**2 + (counts**2 - 1) / 12)).sum())


def _limit_tail(value: float) -> float:
    """Return the tail of the limit distribution, a series of Bessel functions."""
    if value <= _NOTHING:
        return 1.0
    from scipy.special import gammaln, kv  # noqa: PLC0415 - loading it costs 0.3 s that decisions need not pay

    terms = np.arange(_TERMS + math.ceil(5 * math.sqrt(value)))
    odd = 4 * terms + 1
    squares = odd**2 / (16 * value)
    weights = np.exp(gammaln(terms + 0.5) - gammaln(terms + 1)) / (math.pi**1.5 * math.sqrt(value))
    series = weights * np.sqrt(odd) * np.exp(-squares) * kv(0.25, squares)
    return float(np.clip(1 - series.sum(), 0.0, 1.0))


def gap_limits(p: Floats, q: Floats, bins: Bins) -> tuple[Floats, Floats]:
    """Return the least and the largest absolute gap that rows inside each bin can show, ties counted by half."""
    before = np.cumsum(p - q) - (p - q)
    low, high = before - q, before + p
    least = np.where((low <= 0) & (high >= 0), 0.0, np.minimum(np.abs(low), np.abs(high)))
    tied = np.abs(before + (p - q) / 2)
    largest = np.maximum(np.abs(low), np.abs(high))
    return np.where(bins.are_single, tied, least), np.where(bins.are_single, tied, largest)


def _bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    least, largest = gap_limits(p, q, bins)
    weights = (p + q) / 2
    return float((weights * least**2).sum()), float((weights * largest**2).sum())


CRAMER_VON_MISES = Distance(
    "cramer_von_mises",
    lambda _bins: cramer_von_mises,
    largest=1 / 3,
    is_quadratic=True,
    needs_order=True,
    bracket_on=_bracket,
)
