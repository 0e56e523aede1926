"""The difference of two medians of the same rows."""

from __future__ import annotations

import math

from lockgate.stats.estimate import Estimate

__all__ = ["paired_median_difference"]


def paired_median_difference(
    medians: tuple[float, float],
    sparsities: tuple[float, float],
    at_most: tuple[int, int],
    both: int,
    n: int,
    *,
    degrees: int,
) -> Estimate:
    r"""Estimate the second median minus the first, of two numbers that each row has.

    A sample median moves by the sparsity :math:`s = 1 / f(m)` times the share of rows that lie below it by chance
    (Bahadur). So the variance is that of :math:`s_1 I_1 - s_2 I_2` over the rows, with :math:`I` whether a row lies at
    or below the median: two models that err on the same rows differ by little.

    Parameters
    ----------
    medians : tuple of float
        Of both.
    sparsities : tuple of float
        By how much each number grows for a share of the rows, near its median; 0 or more.
    at_most : tuple of int
        Rows at or below each median, at most `n`.
    both : int
        Rows at or below both.
    n : int
        Rows, 1 or more.
    degrees : int
        Degrees of freedom: rows on which the sparsities rest.

    References
    ----------
    R. J. Serfling, Approximation Theorems of Mathematical Statistics (1980), section 2.5.
    R. Koenker, Quantile Regression (2005), section 3.4, on the sparsity.

    Examples
    --------
    >>> found = paired_median_difference((4.0, 5.0), (8.0, 8.0), (50, 50), 25, 100, degrees=20)
    >>> found.value, f"{found.standard_error:.3f}"
    (1.0, '0.566')
    >>> paired_median_difference((4.0, 4.0), (8.0, 8.0), (50, 50), 50, 100, degrees=20).standard_error
    0.0
    """
    first, second = (count / n for count in at_most)
    together = both / n - first * second
    old, new = sparsities
    variance = old * old * first * (1 - first) + new * new * second * (1 - second) - 2 * old * new * together
    return Estimate(medians[1] - medians[0], math.sqrt(max(0.0, variance) / n), n, degrees=degrees)
