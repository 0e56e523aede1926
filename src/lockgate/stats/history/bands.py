r"""Bands in which the next values of some metrics should lie, told robustly from earlier ones.

Let :math:`x_1, \dots, x_n` be earlier values of one metric, :math:`m` their median and

.. math:: s = 1.4826 \operatorname{median}_i |x_i - m|,

which estimates the standard deviation of normal values and is not moved by up to half of them. Where more than half of
the values are equal, so that this is 0, :math:`s = 1.2533 \, n^{-1} \sum_i |x_i - m|` [1]_. The next value is expected
within

.. math:: m \pm k \, s \sqrt{1 + \pi / (2 n)},

where :math:`\pi / (2 n)` is the variance of the median in units of the values' own.

References
----------
.. [1] Iglewicz, B. and Hoaglin, D. C. (1993). How to Detect and Handle Outliers. ASQC Quality Press.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["Bands", "change_bands", "median", "robust_bands", "robust_scale", "seasonal_bands"]

Floats = NDArray[np.float64]

_OF_MEDIAN = 1.482602218505602  # 1 / the 0.75 quantile of the standard normal distribution
_OF_MEAN = math.sqrt(math.pi / 2)


@dataclass(frozen=True, slots=True)
class Bands:
    """Expected value and ends for each metric; NaN where there is no band.

    Parameters
    ----------
    expected, lower, upper : ndarray of shape (n_metrics,)
        In the unit of each metric, ``lower <= expected <= upper``.
    """

    expected: Floats
    lower: Floats
    upper: Floats


def robust_scale(deviations: Floats) -> Floats:
    """Estimate the standard deviation of each column of deviations from a centre, robustly.

    Parameters
    ----------
    deviations : ndarray of shape (n_values, n_metrics)
        Deviations; NaN where a value is missing.

    Returns
    -------
    ndarray of shape (n_metrics,)
        0 where all deviations are 0; NaN where there is none.

    Examples
    --------
    >>> robust_scale(np.array([[-1.0], [0.0], [1.0], [50.0]])).round(4)
    array([1.4826])
    """
    size = np.abs(deviations)
    middle = median(size) * _OF_MEDIAN
    return np.where(middle == 0, _mean(size) * _OF_MEAN, middle)


def robust_bands(values: Floats, *, threshold: float) -> Bands:
    """Return the bands of the next values, told from median and spread.

    Parameters
    ----------
    values : ndarray of shape (n_values, n_metrics)
        Earlier values, finite or NaN where one is missing. The order does not matter.
    threshold : float
        Half the width of a band in standard deviations, above 0.

    Raises
    ------
    ParameterError
        If `threshold` is not above 0.

    Examples
    --------
    >>> bands = robust_bands(np.array([[10.0], [11.0], [9.0], [10.0], [300.0]]), threshold=4)
    >>> bands.expected, bands.upper.round(2)
    (array([10.]), array([16.8]))
    """
    _check(threshold)
    center = median(values)
    return _around(center, robust_scale(values - center), _counts(values), threshold)


def seasonal_bands(values: Floats, phases: NDArray[np.int64], phase: int, *, threshold: float) -> Bands:
    """Return the bands of the next values, compared with earlier ones of the same phase, such as the same weekday.

    The centre is the median of the values of the same phase. The spread is taken of all values about the median of
    their own phase, because one phase alone has few. With fewer than two values of the phase there is no band.

    Parameters
    ----------
    values : ndarray of shape (n_values, n_metrics)
        Earlier values, finite or NaN where one is missing.
    phases : ndarray of int, shape (n_values,)
        Where in the season each value stands.
    phase : int
        Where the next values stand.
    threshold : float
        Half the width of a band in standard deviations, above 0.

    Raises
    ------
    ParameterError
        If `threshold` is not above 0.

    Examples
    --------
    >>> weekdays = np.array([0, 1, 0, 1, 0, 1, 0, 1])
    >>> values = np.array([[10.0], [90.0], [11.0], [91.0], [10.0], [90.0], [9.0], [92.0]])
    >>> seasonal_bands(values, weekdays, 1, threshold=4).expected
    array([90.5])
    """
    _check(threshold)
    deviations = np.full_like(values, np.nan)
    shrunk = np.zeros(values.shape[1])
    for one in np.unique(phases):
        rows = phases == one
        of_phase = values[rows]
        deviations[rows] = of_phase - median(of_phase)
        shrunk += np.maximum(_counts(of_phase) - 1, 0)
    same = values[phases == phase]
    n = _counts(same)
    # deviations from the median of few values are small: their spread is that of the freedom they have
    freedom = np.sqrt(np.maximum(_counts(deviations), 1) / np.maximum(shrunk, 1))
    center = np.where(n >= _FEWEST, median(same), np.nan)
    return _around(center, robust_scale(deviations) * freedom, n, threshold)


_FEWEST = 2


def change_bands(last: Floats, *, most: float) -> Bands:
    """Return the bands around the last values, as a share of them.

    Parameters
    ----------
    last : ndarray of shape (n_metrics,)
        The last values.
    most : float
        Largest accepted change as a fraction of the value, above 0. A value of 0 may not change.

    Raises
    ------
    ParameterError
        If `most` is not above 0.

    Examples
    --------
    >>> change_bands(np.array([200.0, -10.0]), most=0.5).lower
    array([100., -15.])
    """
    if not most > 0:
        raise ParameterError.of("change_bands", "most", "above 0", most)
    half = np.abs(last) * most
    return Bands(last, last - half, last + half)


def _check(threshold: float) -> None:
    if not threshold > 0:
        raise ParameterError.of("history", "threshold", "above 0", threshold)


def _around(center: Floats, scale: Floats, n: Floats, threshold: float) -> Bands:
    half = threshold * scale * np.sqrt(1 + math.pi / (2 * np.maximum(n, 1)))
    return Bands(center, center - half, center + half)


def _counts(values: Floats) -> Floats:
    return np.asarray(np.isfinite(values).sum(axis=0), dtype=np.float64)


def median(values: Floats) -> Floats:
    """Return the median of each column, of the values that are there; NaN for a column without one.

    Examples
    --------
    >>> median(np.array([[3.0, np.nan], [1.0, np.nan], [np.nan, np.nan], [2.0, np.nan]]))
    array([ 2., nan])
    """
    if not len(values):
        return np.full(values.shape[1], np.nan)
    ordered = np.sort(values, axis=0)  # NaN last
    n = np.isfinite(values).sum(axis=0)
    low, high = np.maximum(n - 1, 0) // 2, n // 2
    columns = np.arange(values.shape[1])
    return np.asarray((ordered[low, columns] + ordered[np.minimum(high, len(values) - 1), columns]) / 2)


def _mean(values: Floats) -> Floats:
    n = np.isfinite(values).sum(axis=0)
    return np.asarray(np.where(n > 0, np.nansum(values, axis=0) / np.maximum(n, 1), np.nan))
