"""Average precision, the area under the precision-recall curve, from counts per score bucket."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.buckets import JointBuckets, bucket_counts
from lockgate.stats.estimate import Estimate
from lockgate.stats.linearised import linearised_estimate

__all__ = [
    "average_precision_binning_error",
    "average_precision_estimate",
    "average_precision_from_counts",
    "average_precision_influence",
    "paired_average_precision_difference",
]

Floats = NDArray[np.float64]


def average_precision_from_counts(positives: ArrayLike, negatives: ArrayLike) -> float:
    r"""Compute average precision.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    float
        In [0, 1]; NaN without positives.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Notes
    -----
    :math:`\sum_b (R_b - R_{b+1}) \mathrm{Prec}_b` over thresholds at each bucket's lower end, without
    interpolation, as scikit-learn computes it.

    Examples
    --------
    >>> average_precision_from_counts([0, 1, 1], [1, 1, 0])
    0.8333333333333333
    """
    p, n = bucket_counts("average_precision_from_counts", positives, negatives)
    total = float(p.sum())
    return float(p @ _precision(p, n)) / total if total else math.nan


def average_precision_influence(positives: ArrayLike, negatives: ArrayLike) -> tuple[Floats, Floats]:
    r"""Compute how far one row of each class in each bucket pulls average precision, times the rows.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    of_positives, of_negatives : ndarray of shape (n_buckets,)
        Influences; weighted by the counts they sum to zero. NaN without positives.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Notes
    -----
    With the prevalence :math:`\pi`, the shares :math:`A_b` (positive) and :math:`B_b` (all) of rows at or above
    bucket `b`, and :math:`f_b` the share that is positive and in `b`, a row with label `y` in bucket `x` has
    :math:`\psi = \frac{y}{\pi} (A_x / B_x - \theta) +
    \frac1\pi \sum_{b \le x} f_b (y / B_b - A_b / B_b^2)`.
    """
    p, n = bucket_counts("average_precision_influence", positives, negatives)
    total = float(p.sum())
    if total == 0:
        return np.full_like(p, np.nan), np.full_like(n, np.nan)
    rows = float((p + n).sum())
    precision = _precision(p, n)
    share = np.divide(p, _at_or_above(p + n), out=np.zeros_like(p), where=p > 0)
    as_threshold = np.cumsum(share)
    as_row = np.cumsum(share * precision)
    theta = float(p @ precision) / total
    scale = rows / total
    return scale * (precision - theta + as_threshold - as_row), -scale * as_row


def average_precision_estimate(positives: ArrayLike, negatives: ArrayLike) -> Estimate:
    """Estimate average precision with the standard error of its influence function.

    Read its bounds with `lockgate.stats.intervals.logit_bounds`. Average precision of few positives is biased
    upwards; below about 50 of them the interval is a rough one.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    Estimate
        Undefined without positives or without negatives; `n_effective` is the number of positives.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Examples
    --------
    >>> estimate = average_precision_estimate([5, 10, 85], [80, 15, 5])
    >>> f"{estimate.value:.4f} {estimate.standard_error:.4f} {estimate.n_effective}"
    '0.9104 0.0261 100'
    """
    p, n = bucket_counts("average_precision_estimate", positives, negatives)
    if not (p.sum() and n.sum()):
        return Estimate.undefined(int((p + n).sum()))
    influence = np.concatenate(average_precision_influence(p, n))
    value = average_precision_from_counts(p, n)
    return linearised_estimate(value, influence, np.concatenate((p, n)), n_effective=int(p.sum()))


def paired_average_precision_difference(
    labels: ArrayLike, baseline_buckets: ArrayLike, candidate_buckets: ArrayLike, counts: ArrayLike
) -> Estimate:
    """Estimate candidate minus baseline average precision on the same rows.

    Parameters
    ----------
    labels, baseline_buckets, candidate_buckets, counts : array_like of shape (n_cells,)
        As in `lockgate.stats.ranking.paired_roc_auc_difference`.

    Returns
    -------
    Estimate
        As in `average_precision_estimate`; decide with `lockgate.stats.intervals.t_bounds`.

    Raises
    ------
    ParameterError
        If the shapes differ, a bucket or count is negative, or a label is neither 0 nor 1.

    Examples
    --------
    >>> labels, baseline, candidate = [1, 1, 0, 0], [1, 3, 2, 0], [2, 3, 1, 0]
    >>> f"{paired_average_precision_difference(labels, baseline, candidate, [1, 1, 1, 1]).value:.4f}"
    '0.1667'
    """
    where = "paired_average_precision_difference"
    cells = JointBuckets.of(where, labels, baseline_buckets, candidate_buckets, counts)
    positive = cells.is_positive
    n_positive = int(cells.counts[positive].sum())
    if not (n_positive and cells.counts[~positive].any()):
        return Estimate.undefined(int(cells.counts.sum()))
    old, new = cells.of_baseline(), cells.of_candidate()
    old_positive, old_negative = average_precision_influence(*old)
    new_positive, new_negative = average_precision_influence(*new)
    before = np.where(positive, old_positive[cells.baseline], old_negative[cells.baseline])
    after = np.where(positive, new_positive[cells.candidate], new_negative[cells.candidate])
    value = average_precision_from_counts(*new) - average_precision_from_counts(*old)
    return linearised_estimate(value, after - before, cells.counts, n_effective=n_positive)


def average_precision_binning_error(
    positives: ArrayLike, negatives: ArrayLike, is_tied: NDArray[np.bool_]
) -> float:
    """Bound the effect of the order within buckets: all positives come first there, or all come last.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score; some positives.
    is_tied : ndarray of shape (n_buckets,)
        Which buckets hold a single score; their order does not matter.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Examples
    --------
    >>> average_precision_binning_error([1, 1], [1, 0], np.array([False, True]))
    0.16666666666666669
    """
    p, n = bucket_counts("average_precision_binning_error", positives, negatives)
    is_open = (p > 0) & ~is_tied
    hits, rows = _at_or_above(p) - p, _at_or_above(p + n) - p - n
    best = _share(hits + p, rows + p)
    worst = _share(hits + 1, rows + n + 1)
    seen = _share(hits + p, rows + p + n)
    up = float(p[is_open] @ (best - seen)[is_open])
    down = float(p[is_open] @ (seen - worst)[is_open])
    return max(0.0, up, down) / float(p.sum())


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _at_or_above(counts: Floats) -> Floats:
    above: Floats = np.cumsum(counts[::-1])[::-1]
    return above


def _precision(p: Floats, n: Floats) -> Floats:
    """Return the precision of "bucket b or higher", 0 where no row is that high."""
    rows = _at_or_above(p + n)
    return np.divide(_at_or_above(p), rows, out=np.zeros_like(rows), where=rows > 0)
