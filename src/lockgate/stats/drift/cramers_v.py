"""Cramer's V of two samples: the effect size behind the chi-square test."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance

__all__ = ["CRAMERS_V", "balanced_cramers_v"]

Floats = NDArray[np.float64]


def balanced_cramers_v(p: Floats, q: Floats) -> Floats:
    r"""Compute Cramer's V that samples of equal size would show.

    The usual V of the 2 x k table (`chi_square_test` gives it) shrinks when one sample is much larger than the
    other, so it cannot carry a margin; this one depends on the shares alone.

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
    :math:`\sqrt{\tfrac12 \sum_i (p_i - q_i)^2 / (p_i + q_i)}`, bins that are empty in both left out. Its square
    is also known as half the triangular discrimination. A metric; empty bins need no smoothing.

    References
    ----------
    H. Cramer, Mathematical Methods of Statistics, Princeton (1946), chapter 21.
    F. Topsoe, IEEE Transactions on Information Theory 46 (2000), doi:10.1109/18.850703.

    Examples
    --------
    >>> f"{balanced_cramers_v(np.array([0.5, 0.5]), np.array([0.8, 0.2])):.6f}"
    '0.314485'
    """
    total = p + q
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(total == 0, 0.0, np.square(p - q) / total)
    distances: Floats = np.sqrt(terms.sum(axis=-1) / 2)
    return distances


CRAMERS_V = Distance("cramers_v", lambda _bins: balanced_cramers_v, largest=1.0, is_quadratic=False)
