"""The Jensen-Shannon distance."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.kullback_leibler import relative_entropy

__all__ = ["JENSEN_SHANNON", "jensen_shannon"]

Floats = NDArray[np.float64]


def jensen_shannon(p: Floats, q: Floats) -> Floats:
    r"""Compute the Jensen-Shannon distance (the root of the divergence, base 2) of two vectors of shares.

    Some tools call the divergence, its square, by the same name.

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
    With :math:`m = (p + q) / 2`: :math:`\sqrt{(\mathrm{KL}(p \| m) + \mathrm{KL}(q \| m)) / 2}` in bits, as
    ``scipy.spatial.distance.jensenshannon(p, q, base=2)``. A metric; empty bins need no smoothing. For samples
    of equal size the G statistic is :math:`4 n \ln 2` times its square.

    References
    ----------
    J. Lin, IEEE Transactions on Information Theory 37 (1991), doi:10.1109/18.61115.
    D. M. Endres and J. E. Schindelin, ibid. 49 (2003), doi:10.1109/TIT.2003.813506.

    Examples
    --------
    >>> f"{jensen_shannon(np.array([0.5, 0.5]), np.array([0.8, 0.2])):.6f}"
    '0.270378'
    >>> JENSEN_SHANNON.of([7, 0], [0, 3])
    1.0
    """
    middle = (p + q) / 2
    divergence = (relative_entropy(middle, p) + relative_entropy(middle, q)) / (2 * math.log(2))
    return np.minimum(np.sqrt(divergence), 1.0)


JENSEN_SHANNON = Distance("jensen_shannon", lambda _bins: jensen_shannon, largest=1.0, is_quadratic=False)
