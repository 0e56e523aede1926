"""The Cramer-von Mises distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance

__all__ = ["CRAMER_VON_MISES", "cramer_von_mises", "gap_limits"]

Floats = NDArray[np.float64]


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


def gap_limits(p: Floats, q: Floats) -> tuple[Floats, Floats]:
    """Return the least and the largest absolute gap that rows inside each bin can show."""
    before = np.cumsum(p - q) - (p - q)
    low, high = before - q, before + p
    least = np.where((low <= 0) & (high >= 0), 0.0, np.minimum(np.abs(low), np.abs(high)))
    return least, np.maximum(np.abs(low), np.abs(high))


def _bracket(p: Floats, q: Floats, _bins: Bins) -> tuple[float, float]:
    least, largest = gap_limits(p, q)
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
