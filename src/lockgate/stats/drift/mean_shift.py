"""The shift of the mean in standard deviations of the reference, and the tests of means and proportions."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lockgate.stats.domains import require_count
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.significance import Significance
from lockgate.stats.drift.spread import displacement, scaled, scaled_bracket
from lockgate.stats.estimate import Estimate
from lockgate.stats.quantiles import normal_upper_tail
from lockgate.stats.welch import welch_difference

__all__ = ["MEAN_SHIFT", "mean_shift", "proportion_test", "welch_test"]

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
    middle, which moves each mean by at most the mean half-width. Where the means of the bins are known it is exact.
    `welch_test` has the test, from exact sums.

    References
    ----------
    G. V. Glass, Educational Researcher 5 (1976), doi:10.3102/0013189X005010003.

    Examples
    --------
    >>> MEAN_SHIFT.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0.0, 1.0, 4.0]))
    4.0
    """
    return scaled(np.abs(((q - p) * bins.positions).sum(axis=-1)), p, bins)


def welch_test(reference: Estimate, current: Estimate) -> Significance:
    r"""Test whether two means are equal, the variances being what they are.

    Parameters
    ----------
    reference, current : Estimate
        Means with their standard errors, as `mean_estimate` gives them.

    Returns
    -------
    Significance
        Welch's t, positive where the current mean is larger, and its two-sided p-value. Unknown where an estimate is,
        a sample has fewer than two rows, or both standard errors are 0.

    Notes
    -----
    As ``scipy.stats.ttest_ind(current, reference, equal_var=False)``.

    References
    ----------
    B. L. Welch, Biometrika 34 (1947), doi:10.1093/biomet/34.1-2.28.

    Examples
    --------
    >>> result = welch_test(Estimate(10.0, 0.1, 900), Estimate(10.3, 0.1, 900))
    >>> f"{result.statistic:.3f} {result.p_value:.4f}"
    '2.121 0.0340'
    """
    gap = welch_difference(current, reference)
    if not gap.is_defined:
        return Significance.unknown()
    apart = replace(gap, value=abs(gap.value))
    return Significance(gap.value / gap.standard_error, 2 * apart.p_above(0.0))


def proportion_test(reference: tuple[int, int], current: tuple[int, int]) -> Significance:
    r"""Test whether two proportions are equal: of missing values, or of one category.

    `TOTAL_VARIATION` of the two counts of each side is its effect size.

    Parameters
    ----------
    reference, current : tuple of int
        How many rows have the property, and how many rows there are.

    Returns
    -------
    Significance
        The pooled z, positive where the current proportion is larger, and its two-sided p-value. Unknown where a
        sample has no rows; 0 and 1 where all or no rows have the property.

    Raises
    ------
    ParameterError
        If a count is negative or more than its rows.

    Notes
    -----
    As ``statsmodels.stats.proportion.proportions_ztest``; its square is Pearson's chi-square of the table.

    References
    ----------
    I. Campbell, Statistics in Medicine 26 (2007), doi:10.1002/sim.2832.

    Examples
    --------
    >>> result = proportion_test((50, 1_000), (80, 1_000))
    >>> f"{result.statistic:.3f} {result.p_value:.4f}"
    '2.721 0.0065'
    """
    for name, (count, rows) in (("reference", reference), ("current", current)):
        require_count("proportion_test", name, rows)
        require_count("proportion_test", name, count, at_most=rows)
    (x, n), (y, m) = reference, current
    if n == 0 or m == 0:
        return Significance.unknown()
    pooled = (x + y) / (n + m)
    if pooled in {0.0, 1.0}:
        return Significance(0.0, 1.0)
    statistic = (y / m - x / n) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return Significance(statistic, 2 * normal_upper_tail(abs(statistic)))


def _bracket(p: Floats, q: Floats, bins: Bins) -> tuple[float, float]:
    if bins.places is not None:
        shift = abs(bins.places[1].moments(q)[0] - bins.places[0].moments(p)[0])
        is_bounded = bins.places[0].is_bounded and bins.places[1].is_bounded
        return scaled_bracket((shift, shift) if is_bounded else (0.0, math.inf), p, bins)
    value = math.fabs(float(((q - p) * bins.positions).sum()))
    slack = displacement(p, bins) + displacement(q, bins)
    return scaled_bracket((max(0.0, value - slack), value + slack), p, bins)


MEAN_SHIFT = Distance.along("mean_shift", mean_shift, _bracket)
