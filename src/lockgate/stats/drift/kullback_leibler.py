"""The Kullback-Leibler divergence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance

__all__ = ["KULLBACK_LEIBLER", "relative_entropy"]

Floats = NDArray[np.float64]


def relative_entropy(p: Floats, q: Floats) -> Floats:
    r"""Compute what a code made for `p` loses on rows that follow `q`, in nats.

    It is not symmetric: a new category makes it infinite, a vanished one does not.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample.

    Returns
    -------
    ndarray of shape (...)
        In [0, inf]; NaN where a sample is.

    Notes
    -----
    :math:`\sum_i q_i \ln(q_i / p_i)`, with :math:`0 \ln 0 = 0`: the same as ``scipy.stats.entropy(q, p)``.
    Without smoothing a bin that only the current sample fills gives inf; decisions add half a row to each bin.

    References
    ----------
    S. Kullback and R. A. Leibler, Annals of Mathematical Statistics 22 (1951), doi:10.1214/aoms/1177729694.

    Examples
    --------
    >>> f"{relative_entropy(np.array([0.5, 0.5]), np.array([0.8, 0.2])):.6f}"
    '0.192745'
    >>> KULLBACK_LEIBLER.of([10, 0], [5, 5]), KULLBACK_LEIBLER.of([5, 5], [10, 0]) < 1
    (inf, True)
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        terms = np.where(q == 0, 0.0, q * np.log(q / p))
    distances: Floats = np.maximum(terms.sum(axis=-1), 0.0)
    return distances


KULLBACK_LEIBLER = Distance(
    "kullback_leibler", lambda _bins: relative_entropy, largest=np.inf, is_quadratic=True, smoothing=0.5
)
