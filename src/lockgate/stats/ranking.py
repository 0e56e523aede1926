"""The area under the ROC curve, from counts per score bucket.

Buckets are in ascending order of the score. Where each holds one distinct score every number here is exact;
where scores share a bucket they count as ties, which moves the area by at most half the share of pairs, one row of
each class, that fall into the same bucket.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.buckets import JointBuckets, bucket_counts
from lockgate.stats.estimate import Estimate

__all__ = [
    "paired_roc_auc_difference",
    "placement_values",
    "roc_auc_estimate",
    "roc_auc_from_counts",
]

Floats = NDArray[np.float64]


def roc_auc_from_counts(positives: ArrayLike, negatives: ArrayLike) -> float:
    """Compute the area under the ROC curve.

    It is the probability that a random positive row scores above a random negative one, ties counting half.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    float
        In [0, 1]; NaN where a class has no rows.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Examples
    --------
    >>> roc_auc_from_counts([0, 1, 1], [1, 1, 0])
    0.875
    """
    p, n = bucket_counts("roc_auc_from_counts", positives, negatives)
    pairs = float(p.sum()) * float(n.sum())
    if pairs == 0:
        return math.nan
    return float(p @ (np.cumsum(n) - n / 2)) / pairs


def placement_values(positives: ArrayLike, negatives: ArrayLike) -> tuple[Floats, Floats]:
    """Compute what share of the other class each bucket beats.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    of_positives, of_negatives : ndarray of shape (n_buckets,)
        For a positive row in the bucket the fraction of negatives that score below it, for a negative row the
        fraction of positives that score above it, ties counting half; NaN where the other class has no rows.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Examples
    --------
    >>> of_positives, of_negatives = placement_values([0, 1, 1], [1, 1, 0])
    >>> of_positives.tolist(), of_negatives.tolist()
    ([0.25, 0.75, 1.0], [1.0, 0.75, 0.25])
    """
    p, n = bucket_counts("placement_values", positives, negatives)
    total_p, total_n = float(p.sum()), float(n.sum())
    below = np.cumsum(n) - n / 2
    above = total_p - np.cumsum(p) + p / 2
    of_positives = below / total_n if total_n else np.full_like(p, np.nan)
    return of_positives, above / total_p if total_p else np.full_like(n, np.nan)


def roc_auc_estimate(positives: ArrayLike, negatives: ArrayLike) -> Estimate:
    r"""Estimate the area under the ROC curve with DeLong's standard error.

    Read its bounds with `lockgate.stats.intervals.logit_bounds`.

    Parameters
    ----------
    positives, negatives : array_like of shape (n_buckets,)
        Rows of each class in each bucket, ascending in the score.

    Returns
    -------
    Estimate
        Undefined where a class has no rows, its standard error NaN where one has a single row; `n_effective` is
        the size of the smaller class.

    Raises
    ------
    ParameterError
        If the shapes differ or a count is negative.

    Notes
    -----
    With the placement values :math:`V`, :math:`\mathrm{SE}^2 = S^2_{V_{10}} / P + S^2_{V_{01}} / N`.
    The cost is linear in the buckets and does not depend on the rows.

    References
    ----------
    E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988), doi:10.2307/2531595.
    X. Sun and W. Xu, IEEE Signal Processing Letters 21 (2014), doi:10.1109/LSP.2014.2337313.

    Examples
    --------
    >>> estimate = roc_auc_estimate([0, 1, 1], [1, 1, 0])
    >>> f"{estimate.value} {estimate.standard_error:.4f} {estimate.n_effective}"
    '0.875 0.1768 2'
    """
    p, n = bucket_counts("roc_auc_estimate", positives, negatives)
    of_positives, of_negatives = placement_values(p, n)
    value = roc_auc_from_counts(p, n)
    variance = _mean_variance(of_positives, p) + _mean_variance(of_negatives, n)
    return _estimate(value, variance, float(p.sum()), float(n.sum()))


def paired_roc_auc_difference(
    labels: ArrayLike, baseline_buckets: ArrayLike, candidate_buckets: ArrayLike, counts: ArrayLike
) -> Estimate:
    """Estimate candidate minus baseline area under the ROC curve, with DeLong's covariance.

    Parameters
    ----------
    labels : array_like of shape (n_cells,)
        Whether the rows of a joint cell are positive: booleans, or 0 and 1.
    baseline_buckets, candidate_buckets : array_like of shape (n_cells,)
        Bucket of each model's score, ints from 0, ascending in the score.
    counts : array_like of shape (n_cells,)
        Rows in each joint cell; the same cell may come more than once.

    Returns
    -------
    Estimate
        As in `roc_auc_estimate`; decide with `lockgate.stats.intervals.t_bounds`.

    Raises
    ------
    ParameterError
        If the shapes differ, a bucket or count is negative, or a label is neither 0 nor 1.

    References
    ----------
    As `roc_auc_estimate`.

    Examples
    --------
    >>> labels, baseline, candidate = [1, 1, 0, 0], [1, 3, 2, 0], [2, 3, 1, 0]
    >>> paired_roc_auc_difference(labels, baseline, candidate, [1, 1, 1, 1]).value
    0.25
    """
    cells = JointBuckets.of("paired_roc_auc_difference", labels, baseline_buckets, candidate_buckets, counts)
    old_positive, old_negative = placement_values(*cells.of_baseline())
    new_positive, new_negative = placement_values(*cells.of_candidate())
    positive, negative = cells.is_positive, ~cells.is_positive
    gain_positive = new_positive[cells.candidate[positive]] - old_positive[cells.baseline[positive]]
    gain_negative = new_negative[cells.candidate[negative]] - old_negative[cells.baseline[negative]]
    p, n = cells.counts[positive], cells.counts[negative]
    value = float(p @ gain_positive) / float(p.sum()) if p.sum() and n.sum() else math.nan
    variance = _mean_variance(gain_positive, p) + _mean_variance(gain_negative, n)
    return _estimate(value, variance, float(p.sum()), float(n.sum()))


def _mean_variance(values: Floats, weights: Floats) -> float:
    """Return the unbiased variance of the weighted mean; NaN for fewer than two rows."""
    n = float(weights.sum())
    if n < 2:  # noqa: PLR2004 - one row has no spread
        return math.nan
    mean = float(weights @ values) / n
    return float(weights @ (values - mean) ** 2) / (n - 1) / n


def _estimate(value: float, variance: float, positives: float, negatives: float) -> Estimate:
    n = int(positives + negatives)
    return Estimate(value, math.sqrt(variance), n, int(min(positives, negatives)))
