"""The population stability index."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.kullback_leibler import relative_entropy

__all__ = ["POPULATION_STABILITY_INDEX", "population_stability_index"]

Floats = NDArray[np.float64]


def population_stability_index(p: Floats, q: Floats) -> Floats:
    r"""Compute the population stability index of two vectors of shares.

    Its rules of thumb (0.1, 0.25) forget the sample size: chance alone adds about
    :math:`(k - 1)(1 / n_p + 1 / n_q)`, which is 0.1 for 20 bins and 400 rows a side.

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
    :math:`\sum_i (q_i - p_i) \ln(q_i / p_i)`: the Kullback-Leibler divergences of both directions, added.
    Without smoothing a bin that only one sample fills gives inf; decisions add half a row to each bin.

    References
    ----------
    H. Jeffreys, Proceedings of the Royal Society A 186 (1946), doi:10.1098/rspa.1946.0056 (the divergence);
    B. Yurdakul and J. Naranjo, Journal of Risk Model Validation 14 (2020), doi:10.21314/JRMV.2020.227 (its
    distribution).

    Examples
    --------
    >>> f"{population_stability_index(np.array([0.5, 0.5]), np.array([0.8, 0.2])):.6f}"
    '0.415888'
    >>> POPULATION_STABILITY_INDEX.of([10, 0], [5, 5])
    inf
    >>> f"{POPULATION_STABILITY_INDEX.of([10, 0], [5, 5], smoothing=0.5):.4f}"
    '1.3839'
    """
    return relative_entropy(p, q) + relative_entropy(q, p)


POPULATION_STABILITY_INDEX = Distance(
    "population_stability_index",
    lambda _bins: population_stability_index,
    largest=np.inf,
    is_quadratic=True,
    smoothing=0.5,
)
