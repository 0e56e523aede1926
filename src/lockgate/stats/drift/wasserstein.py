"""The Wasserstein-1 distance, in the unit of the column and in standard deviations of the reference."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.gap_areas import gap_areas
from lockgate.stats.drift.spread import displacement, scaled, scaled_bracket

__all__ = ["NORMALISED_WASSERSTEIN", "WASSERSTEIN", "normalised_wasserstein", "wasserstein"]

Floats = NDArray[np.float64]


def wasserstein(p: Floats, q: Floats, bins: Bins) -> Floats:
    r"""Compute how far the mean row has to move to turn one sample into the other.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample.
    bins : Bins
        Where they lie, in the unit of the column.

    Returns
    -------
    ndarray of shape (...)
        0 or more, in the unit of the column; NaN where a sample is.

    Notes
    -----
    :math:`\int |F(x) - G(x)| dx`, the rows of a bin taken to lie in its middle; with exact bins the same as
    ``scipy.stats.wasserstein_distance``. Moving the rows of a bin to its middle costs at most
    :math:`p_i w_i / 2`, so by the triangle inequality the value is off by at most
    :math:`\sum_i (p_i + q_i) w_i / 2` with :math:`w` the widths. Where the means of the bins are known the limits are
    those of `gap_areas`.

    References
    ----------
    S. S. Vallender, Theory of Probability and Its Applications 18 (1974), doi:10.1137/1118101.

    Examples
    --------
    >>> WASSERSTEIN.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0.0, 1.0, 4.0]))
    2.0
    >>> WASSERSTEIN.bracket([1, 1, 0], [0, 1, 1], bins=Bins.between([0.0, 1.0, 2.0, 3.0]))
    Bracket(value=1.0, lower=0.0, upper=2.0)
    """
    gaps = np.abs(np.cumsum(p - q, axis=-1)[..., :-1])
    result: Floats = (gaps * np.diff(bins.positions)).sum(axis=-1)
    return result


def normalised_wasserstein(p: Floats, q: Floats, bins: Bins) -> Floats:
    """Compute the Wasserstein-1 distance in standard deviations of the reference.

    Parameters
    ----------
    p, q, bins
        As in `wasserstein`.

    Returns
    -------
    ndarray of shape (...)
        0 or more, without a unit. Where the reference is constant: 0 if nothing moved, else inf.

    Notes
    -----
    The standard deviation, not the interquartile range: on bins a quantile jumps, and for a column of mostly one
    value it is 0. The bracket allows for the error of both numbers.

    Examples
    --------
    >>> NORMALISED_WASSERSTEIN.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0.0, 1.0, 4.0]))
    4.0
    """
    return scaled(wasserstein(p, q, bins), p, bins)


def _bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    if bins.places is not None:
        return gap_areas(p, q, bins, bins.places).area
    value = float(wasserstein(p, q, bins))
    slack = displacement(p, bins) + displacement(q, bins)
    return max(0.0, value - slack), value + slack


def _normalised_bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    return scaled_bracket(_bracket(p, q, bins), p, bins)


WASSERSTEIN = Distance.along("wasserstein", wasserstein, _bracket)
NORMALISED_WASSERSTEIN = Distance.along("normalised_wasserstein", normalised_wasserstein, _normalised_bracket)
