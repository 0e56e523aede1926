"""The area under the first part of the ROC curve, and the largest gap of the classes, from counts per bucket."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.buckets import bucket_counts
from lockgate.stats.operating_point import at_or_above

__all__ = ["PartialArea", "kolmogorov_smirnov", "partial_area"]

Floats = NDArray[np.float64]
PartialArea = tuple[float, Floats, Floats, Floats]


def partial_area(positives: ArrayLike, negatives: ArrayLike, most: float) -> PartialArea:
    r"""Compute the area under the ROC curve up to a false-positive rate.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score; some of both.
    most : float
        The false-positive rate, in (0, 1].

    Returns
    -------
    value : float
        In [0, most]; within a bucket the curve is a straight line.
    of_positives, of_negatives : ndarray of shape (n_buckets,)
        How far one row of each class pulls it, times the rows.
    box : ndarray of shape (n_buckets,)
        By how much the order within each bucket could change it.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Notes
    -----
    With :math:`R` the curve, :math:`u` the rate of a row and :math:`f` the end, a positive adds
    :math:`(f - u)^+`, a negative takes :math:`(R(f) - R(u))^+`. For `f` of 1 these are the placement values of DeLong.

    References
    ----------
    D. K. McClish, Medical Decision Making 9 (1989), doi:10.1177/0272989X8900900307.

    Examples
    --------
    >>> partial_area([0, 1, 1], [1, 1, 0], 1.0)[0], partial_area([0, 1, 1], [1, 1, 0], 0.5)[0]
    (0.875, 0.375)
    """
    p, n = bucket_counts("partial_area", positives, negatives)
    total_p, total_n = float(p.sum()), float(n.sum())
    wide, tall = n / total_n, p / total_p
    left, low = at_or_above(wide) - wide, at_or_above(tall) - tall
    # a bucket without width is above the end whole, or not at all
    share = np.clip(np.divide(most - left, wide, out=(left < most).astype(np.float64), where=wide > 0), 0, 1)
    used = wide * share
    value = float(used @ (low + share * tall / 2))
    end = float(np.max(np.where(share > 0, low + share * tall, 0.0), initial=0.0))
    reach = np.maximum(0.0, most - left - wide) + used * share / 2
    lost = share * (end - low - share * tall / 2)
    rows = total_p + total_n
    of_positives = (reach - value) * (rows / total_p)
    of_negatives = -(lost - float(lost @ wide)) * (rows / total_n)
    return value, of_positives, of_negatives, used * tall * np.maximum(1 - share / 2, share / 2)


def kolmogorov_smirnov(positives: ArrayLike, negatives: ArrayLike) -> PartialArea:
    """Compute the largest gap between the rates at which positives and negatives are above a threshold.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score; some of both.

    Returns
    -------
    value : float
        In [0, 1].
    of_positives, of_negatives : ndarray of shape (n_buckets,)
        How far one row of each class pulls it, times the rows, at the threshold where the gap is largest.
    best : ndarray of shape (n_buckets,)
        The gap with the positives of a bucket before its negatives: what an exact threshold within could find.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Examples
    --------
    >>> kolmogorov_smirnov([0, 1, 1], [1, 1, 0])[0]
    0.5
    """
    p, n = bucket_counts("kolmogorov_smirnov", positives, negatives)
    total_p, total_n = float(p.sum()), float(n.sum())
    hits, misses = at_or_above(p) / total_p, at_or_above(n) / total_n
    gaps = hits - misses
    at = int(np.argmax(gaps))
    above = np.arange(p.size) >= at
    rows = total_p + total_n
    of_positives = (above - hits[at]) * (rows / total_p)
    of_negatives = -(above - misses[at]) * (rows / total_n)
    return max(0.0, float(gaps[at])), of_positives, of_negatives, gaps + n / total_n
