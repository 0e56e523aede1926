"""A number that was estimated from rows, with its standard error."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from lockgate.stats.domains import require_count

__all__ = ["ROUNDING_NOISE", "Estimate", "mean_estimate"]

ROUNDING_NOISE = 2e-11
"""Variation below this share of the sum of squares is what rounding leaves of a constant: sums from evidence have 12
significant digits, so the two sums are off by up to 1.5e-11 of it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated number, how uncertain it is, and what it rests on.

    Parameters
    ----------
    value : float
        The estimate; NaN where it is undefined.
    standard_error : float
        Its standard error, 0 or more; NaN where it cannot be told, such as from one row.
    n : int
        Rows it was computed from.
    n_effective : int or None, default=None
        Rows that carry the information when that is not all of them: the scarcer class for a ranking metric,
        the rows in the denominator for a ratio. Small-sample corrections go by it. None means all `n`.
    degrees : int or None, default=None
        Degrees of freedom of the standard error where it rests on fewer units than rows, such as blocks of rows that
        depend on each other. None means one less than the support.

    Examples
    --------
    >>> Estimate(0.8, 0.01, 1_000).is_defined, Estimate.undefined().is_defined
    (True, False)
    """

    value: float
    standard_error: float
    n: int
    n_effective: int | None = None
    degrees: int | None = None

    @classmethod
    def undefined(cls, n: int = 0) -> Estimate:
        """Return what is known where a number has no value: nothing."""
        return cls(math.nan, math.nan, n)

    @property
    def is_defined(self) -> bool:
        """Tell whether both the value and its standard error are finite numbers."""
        return math.isfinite(self.value) and math.isfinite(self.standard_error) and self.support > 0

    @property
    def support(self) -> int:
        """Return the number of rows that carry the information."""
        return self.n if self.n_effective is None else self.n_effective

    @property
    def degrees_of_freedom(self) -> int:
        """Return the degrees of freedom of the standard error."""
        return self.support - 1 if self.degrees is None else self.degrees

    def moved(self, value: float, scale: float = 1.0) -> Estimate:
        """Return the estimate of a function of the number: its value there, and by how much it stretches errors.

        Examples
        --------
        >>> Estimate(4.0, 0.4, 500).moved(2.0, 0.25)
        Estimate(value=2.0, standard_error=0.1, n=500, n_effective=None, degrees=None)
        """
        return replace(self, value=value, standard_error=self.standard_error * scale)


def mean_estimate(n: int, total: float, total_squares: float) -> Estimate:
    r"""Estimate a mean from the count, the sum and the sum of squares.

    For values far from zero the difference of large sums loses digits: shift them by a constant before summing.

    Parameters
    ----------
    n : int
        Number of rows, 0 or more.
    total : float
        Sum of the values.
    total_squares : float
        Sum of their squares, 0 or more.

    Returns
    -------
    Estimate
        Undefined for ``n = 0`` and where a sum is not finite; with one row the standard error is NaN.

    Raises
    ------
    ParameterError
        If `n` is negative.

    Notes
    -----
    :math:`\mathrm{SE} = \sqrt{(\sum x^2 - (\sum x)^2 / n) / (n (n - 1))}`. A spread below 2e-11 of the sum of
    squares is what rounding to 12 digits leaves and counts as exactly 0, so that a constant column is recognised.

    Examples
    --------
    >>> mean_estimate(4, 10.0, 30.0)
    Estimate(value=2.5, standard_error=0.6454972243679028, n=4, n_effective=None, degrees=None)
    """
    require_count("mean_estimate", "n", n)
    if n == 0 or not (math.isfinite(total) and math.isfinite(total_squares)):
        return Estimate.undefined(n)
    mean = total / n
    if n == 1:
        return Estimate(mean, math.nan, n)
    spread = total_squares - total * mean
    if spread <= ROUNDING_NOISE * total_squares:
        return Estimate(mean, 0.0, n)
    return Estimate(mean, math.sqrt(spread / (n - 1) / n), n)
