"""The L-infinity distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance

__all__ = ["L_INFINITY", "l_infinity"]

Floats = NDArray[np.float64]


def l_infinity(p: Floats, q: Floats) -> Floats:
    r"""Compute the largest change of any one share.

    Made for categories. With bins it depends on how fine they are; and it is blind to many small changes.

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
    :math:`\max_i |p_i - q_i|`, TFDV's ``infinity_norm``. At most twice the total variation. Merging bins can
    raise it or lower it, so the bins set no limit for the rows but 0 and 1.

    References
    ----------
    E. Breck, N. Polyzotis, S. Roy, S. E. Whang and M. Zinkevich, Data validation for machine learning,
    Proceedings of SysML (2019).

    Examples
    --------
    >>> f"{l_infinity(np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.3, 0.3])):.3f}"
    '0.100'
    """
    distances: Floats = np.abs(p - q).max(axis=-1)
    return distances


L_INFINITY = Distance(
    "l_infinity",
    lambda _bins: l_infinity,
    largest=1.0,
    is_quadratic=False,
    bracket_on=lambda _p, _q, _bins: (0.0, 1.0),
)
