r"""Bands in which the next values of many metrics should lie, told robustly from earlier ones.

For all metrics of a table at once: with :math:`m` the median of the earlier values :math:`x_1, \dots, x_n` of a
metric and :math:`s = 1.4826 \operatorname{median}_i |x_i - m|`,

.. math:: m \pm t_{\alpha / 2} \, s \sqrt{1 + \pi / (2 n)},

where :math:`t` has :math:`0.37 (n - 1)` degrees of freedom, which is what the median deviation is worth (ADR-0041).
Where more than half of the values are equal, so that `s` would be 0, it is :math:`1.2533 \, n^{-1} \sum_i |x_i - m|`
[1]_: a metric that is mostly zero may be a little more than zero now and then.

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
from lockgate.stats.domains import require_open_fraction
from lockgate.stats.quantiles import t_quantile

__all__ = [
    "FEWEST_VALUES",
    "Bands",
    "change_bands",
    "difference_bands",
    "median",
    "robust_bands",
    "robust_scale",
]

Floats = NDArray[np.float64]

FEWEST_VALUES = 8
"""With fewer values of the past than this the median deviation is no measure."""

_OF_MEDIAN = 1.482602218505602  # 1 / the 0.75 quantile of the standard normal distribution
_OF_MEAN = math.sqrt(math.pi / 2)
_EFFICIENCY, _LEAST_FREEDOM = 0.37, 2  # of the median deviation


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


def robust_bands(values: Floats, *, alpha: float) -> Bands:
    """Return the bands of the next values, told from median and spread; none of a metric with fewer than eight values.

    Parameters
    ----------
    values : ndarray of shape (n_values, n_metrics)
        Earlier values, or those of the same season; NaN where one is missing. The order does not matter.
    alpha : float
        Probability of leaving a band if nothing changed, in (0, 1).

    Raises
    ------
    ParameterError
        If `alpha` is outside its domain.

    Examples
    --------
    >>> past = np.array([[9.0], [10.0], [11.0], [10.0], [12.0], [10.0], [9.0], [11.0], [10.0], [900.0]])
    >>> bands = robust_bands(past, alpha=0.01)
    >>> bands.expected, bands.upper.round(1)
    (array([10.]), array([19.3]))
    """
    require_open_fraction("robust_bands", "alpha", alpha)
    center = median(values)
    scale = robust_scale(values - center)
    n = np.isfinite(values).sum(axis=0)
    worth = np.maximum(np.round(_EFFICIENCY * (n - 1)), _LEAST_FREEDOM).astype(int)
    quantiles = {degrees: t_quantile(1 - alpha / 2, degrees) for degrees in {*worth.tolist()}}
    reach = np.array([quantiles[degrees] for degrees in worth.tolist()])
    half = reach * scale * np.sqrt(1 + math.pi / (2 * np.maximum(n, 1)))
    known = np.where(n >= FEWEST_VALUES, center, np.nan)
    return Bands(known, known - half, known + half)


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


def difference_bands(last: Floats, *, most: float) -> Bands:
    """Return the bands around the last values, all of one width.

    Parameters
    ----------
    last : ndarray of shape (n_metrics,)
        The last values.
    most : float
        Largest accepted change in the unit of the values, above 0 and finite.

    Raises
    ------
    ParameterError
        If `most` is not above 0 and finite.

    Examples
    --------
    >>> difference_bands(np.array([0.0, 0.04]), most=0.01).upper
    array([0.01, 0.05])
    """
    if not 0 < most < np.inf:
        raise ParameterError.of("difference_bands", "most", "above 0 and finite", most)
    return Bands(last, last - most, last + most)


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
