"""The chi-square test and the G test of two samples, and Cramer's V of their table."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.stats.drift.distance import require_counts
from lockgate.stats.drift.significance import Significance

__all__ = ["chi_square_test", "g_test"]

Floats = NDArray[np.float64]


def chi_square_test(reference: ArrayLike, current: ArrayLike) -> Significance:
    r"""Test whether two samples of counts come from one distribution, after Pearson.

    Parameters
    ----------
    reference, current : array-like of shape (n_bins,)
        Rows in each bin, 0 or more. Bins that are empty in both are left out. The p-value is an approximation that
        wants about five expected rows in each cell.

    Returns
    -------
    Significance
        Unknown where a sample has no rows; statistic 0 and p-value 1 where all rows share one bin.

    Raises
    ------
    ParameterError
        If the counts are negative, not finite or of different lengths.

    Notes
    -----
    :math:`\sum (O - E)^2 / E` over the 2 x k table, chi-square with :math:`k - 1` degrees of freedom, as
    ``scipy.stats.chi2_contingency(..., correction=False)``. `CRAMERS_V` is its effect size.

    References
    ----------
    K. Pearson, Philosophical Magazine 50 (1900), doi:10.1080/14786440009463897.

    Examples
    --------
    >>> result = chi_square_test([50, 50], [80, 20])
    >>> f"{result.statistic:.3f} {result.p_value:.2e}"
    '19.780 8.69e-06'
    """
    table = _table("chi_square_test", reference, current)
    if table is None:
        return Significance.unknown()
    return _with_p_value(_pearson(table), table)


def g_test(reference: ArrayLike, current: ArrayLike) -> Significance:
    r"""Test whether two samples of counts come from one distribution, by the likelihood ratio.

    Parameters
    ----------
    reference, current
        As in `chi_square_test`.

    Returns
    -------
    Significance
        As `chi_square_test`.

    Raises
    ------
    ParameterError
        As `chi_square_test` does.

    Notes
    -----
    :math:`2 \sum O \ln(O / E)`, as ``scipy.stats.chi2_contingency(..., lambda_="log-likelihood")`` without a
    correction. `JENSEN_SHANNON` is its effect size.

    References
    ----------
    S. S. Wilks, Annals of Mathematical Statistics 9 (1938), doi:10.1214/aoms/1177732360.

    Examples
    --------
    >>> result = g_test([50, 50], [80, 20])
    >>> f"{result.statistic:.3f} {result.p_value:.2e}"
    '20.269 6.73e-06'
    """
    table = _table("g_test", reference, current)
    if table is None:
        return Significance.unknown()
    expected = _expected(table)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(table == 0, 0.0, table * np.log(table / expected))
    return _with_p_value(2 * float(terms.sum()), table)


def _table(where: str, reference: ArrayLike, current: ArrayLike) -> Floats | None:
    first = require_counts(where, "reference", reference)
    second = require_counts(where, "current", current, n_bins=first.size)
    table = np.vstack((first, second))
    return table[:, table.sum(axis=0) > 0] if (table.sum(axis=1) > 0).all() else None


def _expected(table: Floats) -> Floats:
    expected: Floats = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return expected


def _pearson(table: Floats) -> float:
    expected = _expected(table)
    return float((np.square(table - expected) / expected).sum())


def _with_p_value(statistic: float, table: Floats) -> Significance:
    degrees = table.shape[1] - 1
    return Significance(statistic, _upper_tail(max(statistic, 0.0), degrees) if degrees else 1.0)


def _upper_tail(statistic: float, degrees: int) -> float:
    """Return the tail of the chi-square distribution: a finite sum for whole degrees, without loading scipy."""
    half = statistic / 2
    tail = math.erfc(math.sqrt(half)) if degrees % 2 else math.exp(-half)
    power = 0.5 if degrees % 2 else 1.0
    while power < degrees / 2:
        tail += math.exp(power * math.log(half) - half - math.lgamma(power + 1)) if half > 0 else 0.0
        power += 1
    return min(tail, 1.0)
