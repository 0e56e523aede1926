"""The Hellinger distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance

__all__ = ["HELLINGER", "hellinger"]

Floats = NDArray[np.float64]


def hellinger(p: Floats, q: Floats) -> Floats:
    r"""Compute the Hellinger distance of two vectors of shares.

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
    :math:`\sqrt{\tfrac12 \sum_i (\sqrt{p_i} - \sqrt{q_i})^2}`. A metric; empty bins need no smoothing.

    References
    ----------
    E. Hellinger, Journal fuer die reine und angewandte Mathematik 136 (1909), doi:10.1515/crll.1909.136.210.

    Examples
    --------
    >>> f"{hellinger(np.array([0.5, 0.5]), np.array([0.8, 0.2])):.6f}"
    '0.226532'
    >>> HELLINGER.of([7, 0], [0, 3])
    1.0
    """
    distances: Floats = np.sqrt(np.square(np.sqrt(p) - np.sqrt(q)).sum(axis=-1) / 2)
    return distances


HELLINGER = Distance("hellinger", lambda _bins: hellinger, largest=1.0, is_quadratic=False)
