"""The total variation distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance

__all__ = ["TOTAL_VARIATION", "total_variation"]

Floats = NDArray[np.float64]


def total_variation(p: Floats, q: Floats) -> Floats:
    r"""Compute the share of rows that would have to move to make two vectors of shares equal.

    Of two bins (missing or not, one category or another) it is the absolute shift of the proportion.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample.

    Returns
    -------
    ndarray of shape (...)
        In [0, 1]; NaN where a sample is.

    Notes
    -----
    :math:`\tfrac12 \sum_i |p_i - q_i|`. A metric; empty bins need no smoothing.

    References
    ----------
    A. L. Gibbs and F. E. Su, International Statistical Review 70 (2002), doi:10.1111/j.1751-5823.2002.tb00178.x.

    Examples
    --------
    >>> f"{total_variation(np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.3, 0.3])):.3f}"
    '0.100'
    """
    distances: Floats = np.abs(p - q).sum(axis=-1) / 2
    return distances


TOTAL_VARIATION = Distance("total_variation", lambda _bins: total_variation, largest=1.0, is_quadratic=False)
