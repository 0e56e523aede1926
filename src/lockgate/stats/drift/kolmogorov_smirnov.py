"""The Kolmogorov-Smirnov statistic and test."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance, require_counts, shares
from lockgate.stats.drift.significance import Significance

__all__ = ["KOLMOGOROV_SMIRNOV", "kolmogorov_smirnov", "kolmogorov_smirnov_test"]

Floats = NDArray[np.float64]
_TERMS = 20  # of series whose terms fall like exp(-i^2)
_SHORT_FROM = 1.0
_EXACT_UP_TO = 10_000  # rows on the larger side up to which every path is counted


def kolmogorov_smirnov(p: Floats, q: Floats) -> Floats:
    r"""Compute the largest gap between two distribution functions.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample, the bins in ascending order.

    Returns
    -------
    ndarray of shape (...)
        In [0, 1]; NaN where a sample is.

    Notes
    -----
    :math:`\max_i |F_i - G_i|` with :math:`F_i = p_1 + \dots + p_i`, and :math:`G` from `q`. Exact at the edges,
    so the value from bins is never too large. Inside bin :math:`i` the gap is at most
    :math:`\max(F_{i-1} - G_{i-1} + p_i,\ G_{i-1} - F_{i-1} + q_i)`: too small by at most
    :math:`\max_i \min(p_i, q_i)`. The bracket has the exact limit.

    References
    ----------
    N. V. Smirnov, Annals of Mathematical Statistics 19 (1948), doi:10.1214/aoms/1177730256.

    Examples
    --------
    >>> f"{kolmogorov_smirnov(np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])):.3f}"
    '0.300'
    >>> KOLMOGOROV_SMIRNOV.bracket([5, 3, 2], [2, 3, 5], bins=Bins.between([0, 1, 2, 3]))
    Bracket(value=0.3, lower=0.3, upper=0.6)
    """
    distances: Floats = np.abs(np.cumsum(p - q, axis=-1)).max(axis=-1)
    return distances


def kolmogorov_smirnov_test(
    reference: ArrayLike, current: ArrayLike, *, is_exact: bool | None = None
) -> Significance:
    r"""Test whether two samples come from one distribution by the largest gap.

    With ties, or bins, the gap can only be smaller than that of the rows: the p-value is too large, never too small.

    Parameters
    ----------
    reference, current : array-like of shape (n_bins,)
        Rows in each bin, whole numbers of 0 or more, the bins in ascending order.
    is_exact : bool or None, default=None
        Whether to count all orders of the rows; None does where neither sample has more than 10,000 rows.

    Returns
    -------
    Significance
        Unknown where a sample has no rows.

    Raises
    ------
    ParameterError
        If the counts are negative, not finite or of different lengths.

    Notes
    -----
    Exact: the share of lattice paths that ever leave the band :math:`|i / n - j / m| < D`, counted in
    :math:`O(n m)` steps, as ``scipy.stats.ks_2samp(..., method="exact")``. Else Kolmogorov's limit distribution of
    :math:`D \sqrt{n m / (n + m)}`, ``scipy.stats.kstwobign``.

    References
    ----------
    J. L. Hodges, Arkiv foer Matematik 3 (1958), doi:10.1007/BF02589501.

    Examples
    --------
    >>> result = kolmogorov_smirnov_test([5, 3, 2], [2, 3, 5])
    >>> f"{result.statistic:.2f} {result.p_value:.4f}"
    '0.30 0.7869'
    """
    first = require_counts("kolmogorov_smirnov_test", "reference", reference)
    second = require_counts("kolmogorov_smirnov_test", "current", current, n_bins=first.size)
    n, m = round(float(first.sum())), round(float(second.sum()))
    if n == 0 or m == 0:
        return Significance.unknown()
    statistic = float(kolmogorov_smirnov(shares(first), shares(second)))
    if is_exact or (is_exact is None and max(n, m) <= _EXACT_UP_TO):
        return Significance(statistic, _share_of_paths_outside(n, m, statistic))
    return Significance(statistic, _limit_tail(statistic * math.sqrt(n * m / (n + m))))


def _limit_tail(value: float) -> float:
    """Return the tail of Kolmogorov's limit distribution, by the series that is short at this value."""
    if value < _SHORT_FROM:
        odd = 2 * np.arange(1, _TERMS + 1) - 1
        below = (
            0.0
            if value <= 0
            else math.sqrt(2 * math.pi) / value * np.exp(-((odd * math.pi / value) ** 2) / 8).sum()
        )
        return float(np.clip(1 - below, 0.0, 1.0))
    places = np.arange(1, _TERMS + 1)
    signs = np.where(places % 2 == 1, 1.0, -1.0)
    return float(np.clip(2 * (signs * np.exp(-2 * (places * value) ** 2)).sum(), 0.0, 1.0))


def _share_of_paths_outside(n: int, m: int, statistic: float) -> float:
    """Follow the lattice diagonal by diagonal: the share of the paths to each point that stayed inside the band."""
    band = round(statistic * n * m)  # the gap is a whole multiple of 1 / (n m)
    inside = np.zeros(m + 2)  # one more in front, for the paths that come from no point
    inside[1] = 1.0 if band > 0 else 0.0
    last = 0
    for length in range(1, n + m + 1):
        low = max((length * m - band) // (n + m) + 1, length - n, 0)
        high = min((length * m + band - 1) // (n + m), length, m)
        columns = np.arange(low, high + 1)
        stepped = inside[low + 1 : high + 2] * (length - columns) + inside[low : high + 1] * columns
        inside[last : high + 2] = 0.0
        inside[low + 1 : high + 2] = stepped / length
        last = low
    return float(np.clip(1 - inside[m + 1], 0.0, 1.0))


def _bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    before = np.cumsum(p - q) - (p - q)
    inside = np.where(bins.are_single, 0.0, np.maximum(before + p, q - before))
    value = float(kolmogorov_smirnov(p, q))
    return value, max(value, float(inside.max()))


KOLMOGOROV_SMIRNOV = Distance(
    "kolmogorov_smirnov",
    lambda _bins: kolmogorov_smirnov,
    largest=1.0,
    is_quadratic=False,
    needs_order=True,
    bracket_on=_bracket,
)
