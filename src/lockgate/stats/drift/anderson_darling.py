"""The Anderson-Darling distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.cramer_von_mises import gap_limits
from lockgate.stats.drift.distance import Distance

__all__ = ["ANDERSON_DARLING", "anderson_darling"]

Floats = NDArray[np.float64]


def anderson_darling(p: Floats, q: Floats) -> Floats:
    r"""Compute the mean squared gap between two distribution functions, in units of its chance.

    It sees the tails, where Kolmogorov-Smirnov and Cramer-von Mises are nearly blind.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample, the bins in ascending order.

    Returns
    -------
    ndarray of shape (...)
        In [0, 4]; NaN where a sample is.

    Notes
    -----
    :math:`\sum_i h_i (\tilde F_i - \tilde G_i)^2 / (\tilde H_i (1 - \tilde H_i))` with
    :math:`h = (p + q) / 2`, ties counted by half, bins that are empty in both left out. The gap is at most
    :math:`2 \min(H, 1 - H)`, so no term exceeds :math:`4 h_i`; the bracket uses it, and the limits of the gap and
    of :math:`H (1 - H)` inside each bin. `anderson_darling_test` has the test.

    References
    ----------
    A. N. Pettitt, Biometrika 63 (1976), doi:10.1093/biomet/63.1.161.
    F. W. Scholz and M. A. Stephens, Journal of the American Statistical Association 82 (1987),
    doi:10.1080/01621459.1987.10478517.

    Examples
    --------
    >>> f"{anderson_darling(np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.3, 0.5])):.4f}"
    '0.2171'
    """
    gap = np.cumsum(p - q, axis=-1) - (p - q) / 2
    weights = (p + q) / 2
    below = np.cumsum(weights, axis=-1) - weights / 2
    chance = below * (1 - below)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(weights == 0, 0.0, weights * np.square(gap) / chance)
    distances: Floats = terms.sum(axis=-1)
    return distances


def _bracket(p: Floats, q: Floats, _bins: Bins) -> tuple[float, float]:
    least, largest = gap_limits(p, q)
    weights = (p + q) / 2
    after = np.minimum(np.cumsum(weights), 1.0)
    before = after - weights
    middle = np.clip(0.5, before, after)
    most_chance = middle * (1 - middle)
    least_chance = np.minimum(before * (1 - before), after * (1 - after))
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(weights == 0, 0.0, weights * least**2 / most_chance)
        high = np.where(weights == 0, 0.0, weights * np.fmin(largest**2 / least_chance, 4.0))
    return float(low.sum()), float(high.sum())


ANDERSON_DARLING = Distance(
    "anderson_darling",
    lambda _bins: anderson_darling,
    largest=4.0,
    is_quadratic=True,
    needs_order=True,
    bracket_on=_bracket,
)
