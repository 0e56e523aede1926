"""The energy distance, in the root of the column's unit and normalised."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.gap_areas import gap_areas
from lockgate.stats.drift.spread import scaled, scaled_bracket

__all__ = ["ENERGY", "NORMALISED_ENERGY", "energy", "normalised_energy"]

Floats = NDArray[np.float64]


def energy(p: Floats, q: Floats, bins: Bins) -> Floats:
    r"""Compute the energy distance of two vectors of shares.

    Parameters
    ----------
    p, q : ndarray of shape (..., n_bins)
        Shares of the reference and of the current sample.
    bins : Bins
        Where they lie, in the unit of the column.

    Returns
    -------
    ndarray of shape (...)
        0 or more, in the square root of the column's unit; NaN where a sample is.

    Notes
    -----
    :math:`\sqrt{2 \int (F(x) - G(x))^2 dx}`, the rows of a bin taken to lie in its middle; with exact bins the
    same as ``scipy.stats.energy_distance``. Moving the rows of a bin to its middle costs at most
    :math:`p_i \sqrt{w_i}` squared and summed, so by the triangle inequality the value is off by at most
    :math:`\sqrt{\sum_i p_i^2 w_i} + \sqrt{\sum_i q_i^2 w_i}` with :math:`w` the widths. Where the means of the bins are
    known the limits are those of `gap_areas`.

    References
    ----------
    G. J. Szekely and M. L. Rizzo, Journal of Statistical Planning and Inference 143 (2013),
    doi:10.1016/j.jspi.2013.03.018.

    Examples
    --------
    >>> f"{ENERGY.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0.0, 1.0, 4.0])):.6f}"
    '1.414214'
    """
    squares = np.square(np.cumsum(p - q, axis=-1)[..., :-1])
    area: Floats = (squares * np.diff(bins.positions)).sum(axis=-1)
    return np.sqrt(2 * area)


def normalised_energy(p: Floats, q: Floats, bins: Bins) -> Floats:
    """Compute the energy distance for a column measured in standard deviations of the reference.

    Parameters
    ----------
    p, q, bins
        As in `energy`.

    Returns
    -------
    ndarray of shape (...)
        0 or more, without a unit. Where the reference is constant: 0 if nothing moved, else inf.

    Examples
    --------
    >>> NORMALISED_ENERGY.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0.0, 1.0, 4.0]))
    2.0
    """
    return np.sqrt(scaled(np.square(energy(p, q, bins)), p, bins))


def _bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    if bins.places is not None:
        low, high = gap_areas(p, q, bins, bins.places).squares
        return math.sqrt(2 * low), math.sqrt(2 * high)
    value = float(energy(p, q, bins))
    slack = _moved(p, bins) + _moved(q, bins)
    return max(0.0, value - slack), value + slack


def _moved(p: Floats, bins: Bins) -> float:
    with np.errstate(invalid="ignore"):
        return math.sqrt(float(np.where(p == 0, 0.0, p**2 * 2 * bins.half_widths).sum()))


def _normalised_bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    lower, upper = _bracket(p, q, bins)
    low, high = scaled_bracket((lower**2, upper**2), p, bins)
    return math.sqrt(low), math.sqrt(high)


ENERGY = Distance.along("energy", energy, _bracket)
NORMALISED_ENERGY = Distance.along("normalised_energy", normalised_energy, _normalised_bracket)
