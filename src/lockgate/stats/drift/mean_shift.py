"""The shift of the mean, in standard deviations of the reference."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.spread import displacement, scaled, scaled_bracket

__all__ = ["MEAN_SHIFT", "mean_shift"]

Floats = NDArray[np.float64]


def mean_shift(p: Floats, q: Floats, bins: Bins) -> Floats:
    r"""Compute the absolute shift of the mean in standard deviations of the reference.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample.
    bins : Bins
        Where they lie.

    Returns
    -------
    ndarray of shape (...)
        0 or more, without a unit. Where the reference is constant: 0 if the mean stayed, else inf.

    Notes
    -----
    :math:`|\bar x_q - \bar x_p| / s_p` (Glass's delta without its sign), the rows of a bin taken to lie in its
    middle, which moves each mean by at most the mean half-width. `welch_test` has the test, from exact sums.

    References
    ----------
    G. V. Glass, Educational Researcher 5 (1976), doi:10.3102/0013189X005010003.

    Examples
    --------
    >>> MEAN_SHIFT.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0.0, 1.0, 4.0]))
    4.0
    """
    return scaled(np.abs(((q - p) * bins.positions).sum(axis=-1)), p, bins)


def _bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    value = math.fabs(float(((q - p) * bins.positions).sum()))
    slack = displacement(p, bins) + displacement(q, bins)
    return scaled_bracket((max(0.0, value - slack), value + slack), p, bins)


MEAN_SHIFT = Distance(
    "mean_shift",
    lambda bins: partial(mean_shift, bins=bins),
    largest=np.inf,
    is_quadratic=False,
    needs_order=True,
    bracket_on=_bracket,
)
