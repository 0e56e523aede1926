"""The Kolmogorov-Smirnov statistic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance

__all__ = ["KOLMOGOROV_SMIRNOV", "kolmogorov_smirnov"]

Floats = NDArray[np.float64]


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


def _bracket(p: Floats, q: Floats, _bins: Bins) -> tuple[float, float]:
    before = np.cumsum(p - q) - (p - q)
    inside = np.maximum(before + p, q - before)
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
