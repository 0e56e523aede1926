"""The standard deviation of a binned sample, as a unit for distances, and how far binning moves rows."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins

__all__ = ["displacement", "scaled", "scaled_bracket", "standard_deviation"]

Floats = NDArray[np.float64]


def standard_deviation(p: Floats, bins: Bins) -> Floats:
    """Compute the standard deviation of shares at the positions of their bins.

    Parameters
    ----------
    p : ndarray of shape (..., n_bins)
        Shares.
    bins : Bins
        Where they lie.

    Returns
    -------
    ndarray of shape (...)
        In the unit of the column; 0 where all rows share a bin.

    Examples
    --------
    >>> standard_deviation(np.array([0.5, 0.5]), Bins.exact([1.0, 3.0])).item()
    1.0
    """
    places = bins.positions
    mean = (p * places).sum(axis=-1, keepdims=True)
    deviations: Floats = np.sqrt((p * np.square(places - mean)).sum(axis=-1))
    return deviations


def displacement(p: Floats, bins: Bins, *, power: int = 1) -> float:
    """Compute the largest mean of the distance, to a power, between rows and the positions of their bins.

    Examples
    --------
    >>> displacement(np.array([0.5, 0.5]), Bins.between([0.0, 2.0, 6.0]))
    1.5
    """
    with np.errstate(invalid="ignore"):
        return float(np.where(p == 0, 0.0, p * bins.half_widths**power).sum())


def scaled(value: Floats, p: Floats, bins: Bins) -> Floats:
    """Divide by the standard deviation of the reference; where that is 0, 0 stays 0 and the rest is inf."""
    unit = standard_deviation(p, bins) * bins.inflation
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(value == 0, 0.0, value / unit)


def scaled_bracket(limits: tuple[float, float], p: Floats, bins: Bins) -> tuple[float, float]:
    """Divide limits by those of the standard deviation.

    Binning moves a row by at most half a width, so it changes the standard deviation by at most the root mean
    square of the half-widths (the triangle inequality for centred variables). Where the places of the rows are known,
    so is the standard deviation.
    """
    if bins.places is not None:
        unit, slack = bins.places[0].moments(p)[1], 0.0
        if limits == (0.0, 0.0):
            return limits
    else:
        unit, slack = float(standard_deviation(p, bins)), math.sqrt(displacement(p, bins, power=2))
    lower, upper = limits
    largest_unit, smallest_unit = unit + slack, unit - slack
    low = lower / largest_unit if largest_unit > 0 else 0.0
    return low, upper / smallest_unit if smallest_unit > 0 else math.inf
