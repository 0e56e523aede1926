"""Two means of different rows: their difference without assuming equal variances."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.stats.domains import require_open_fraction
from lockgate.stats.estimate import Estimate
from lockgate.stats.quantiles import t_quantile

__all__ = ["MeanDifference", "mean_above", "welch_difference"]


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """A difference with its standard error and degrees of freedom; NaN where they cannot be told.

    Examples
    --------
    >>> MeanDifference(0.2, 0.1, 30.0).is_defined
    True
    """

    value: float
    standard_error: float
    degrees: float

    @property
    def is_defined(self) -> bool:
        """Tell whether it can be tested."""
        return math.isfinite(self.value) and self.standard_error > 0 and self.degrees > 0

    def p_above(self, margin: float) -> float:
        """Return the p-value for "the difference is `margin` or less"; NaN where it cannot be tested."""
        if not self.is_defined:
            return math.nan
        from scipy.special import stdtr  # noqa: PLC0415 - loading it costs 0.3 s that most runs need not pay

        return float(stdtr(self.degrees, -(self.value - margin) / self.standard_error))

    def bounds(self, *, alpha: float) -> tuple[float, float]:
        """Return the bounds of the two-sided interval at error probability `alpha`; NaN where there is none.

        Raises
        ------
        ParameterError
            If `alpha` is outside (0, 1).
        """
        require_open_fraction("MeanDifference.bounds", "alpha", alpha)
        if not self.is_defined:
            return math.nan, math.nan
        half = self.standard_error * t_quantile(1 - alpha / 2, self.degrees)
        return self.value - half, self.value + half


def mean_above(one: Estimate) -> MeanDifference:
    """Return a mean as its difference from 0, by Student's t.

    Parameters
    ----------
    one : Estimate
        The mean; of fewer than two rows, or without spread, it cannot be tested.

    Examples
    --------
    >>> from lockgate.stats.estimate import mean_estimate
    >>> mean_above(mean_estimate(4, 10.0, 30.0)).degrees
    3.0
    """
    return MeanDifference(one.value, one.standard_error, float(one.degrees_of_freedom))


def welch_difference(first: Estimate, second: Estimate) -> MeanDifference:
    r"""Return the difference of two means, first minus second, of different rows.

    Parameters
    ----------
    first, second : Estimate
        The means; where one has fewer than two rows the difference cannot be tested.

    Notes
    -----
    :math:`\mathrm{SE}^2 = s_1^2 + s_2^2` for the standard errors of the means, with
    :math:`(s_1^2 + s_2^2)^2 / (s_1^4 / (n_1 - 1) + s_2^4 / (n_2 - 1))` degrees of freedom.

    References
    ----------
    B. L. Welch, Biometrika 34 (1947), doi:10.1093/biomet/34.1-2.28.

    Examples
    --------
    >>> from lockgate.stats.estimate import mean_estimate
    >>> gap = welch_difference(mean_estimate(4, 10.0, 30.0), mean_estimate(3, 3.0, 5.0))
    >>> f"{gap.value:.2f} {gap.degrees:.4f} {gap.p_above(0.0):.4f}"
    '1.50 4.9592 0.0721'
    """
    value = first.value - second.value
    error = math.hypot(first.standard_error, second.standard_error)
    if not (first.is_defined and second.is_defined and min(first.n, second.n) > 1 and error > 0):
        return MeanDifference(value, math.nan, math.nan)
    # as shares, because the fourth power of a small error is 0
    shares = ((one.standard_error / error) ** 4 / (one.n - 1) for one in (first, second))
    return MeanDifference(value, error, 1 / sum(shares))
