"""A gap as a measurement: two groups, each with bounds of its own, and what more rows would do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.gap_gate import Compare
from lockgate.gates.measurement import OF_THESE_ROWS, FactMeasurement, Measurement
from lockgate.stats.decision import interval_alpha
from lockgate.stats.estimate import Estimate
from lockgate.stats.mover import Bounded, mover_difference, mover_ratio, mover_sum
from lockgate.stats.power import MOST_ROWS
from lockgate.stats.quantiles import normal_quantile

__all__ = ["Ahead", "Gap", "WeightedSide", "is_fact", "look_ahead"]


@dataclass(frozen=True, slots=True)
class WeightedSide:
    """One group over several strata: the weighted mean of its measurements.

    Parameters
    ----------
    parts : tuple of Measurement
        One a stratum, all defined, at least one.
    weights : tuple of float
        Share of each stratum, positive, with a sum of 1.
    correlations : ndarray or None, default=None
        Of the errors of each part with those of each other, where rows of several strata may depend on each other.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> side = WeightedSide((RateMeasurement(5, 10, 10), RateMeasurement(30, 40, 40)), (0.2, 0.8))
    >>> f"{side.estimate.value:.3f} {side.estimate.n}"
    '0.700 50'
    """

    parts: tuple[Measurement, ...]
    weights: tuple[float, ...]
    correlations: NDArray[np.float64] | None = None
    undefined: str = ""
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return the weighted mean, with the rows of all strata."""
        own = [part.estimate for part in self.parts]
        value = math.fsum(weight * one.value for weight, one in zip(self.weights, own, strict=True))
        error = math.hypot(
            *(weight * one.standard_error for weight, one in zip(self.weights, own, strict=True))
        )
        return Estimate(value, error, sum(one.n for one in own), sum(one.support for one in own))

    @property
    def slack(self) -> float:
        """Return how far the value can be off because scores were binned."""
        return math.fsum(weight * one.slack for weight, one in zip(self.weights, self.parts, strict=True))

    @property
    def method(self) -> str:
        """Return how the bounds are computed."""
        return f"weighted {self.parts[0].method}"

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the bounds of the weighted mean."""
        return mover_sum([_bounded(part, alpha) for part in self.parts], self.weights, self.correlations)


def is_fact(side: Measurement) -> bool:
    """Tell whether the number of a group is known of its rows, and not estimated.

    Examples
    --------
    >>> is_fact(WeightedSide((FactMeasurement(3.0, 10), FactMeasurement(5.0, 10)), (0.5, 0.5)))
    True
    """
    return all(
        isinstance(one, FactMeasurement) for one in (side.parts if isinstance(side, WeightedSide) else (side,))
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """One group compared with another that shares no row with it.

    Parameters
    ----------
    first, second : Measurement
        The groups; the gap is the first minus, or divided by, the second.
    compare : Compare
        Difference or ratio.
    correlation : float, default=0.0
        Of the errors of both groups, in [-1, 1]: not 0 where rows of one may depend on rows of the other. NaN where it
        is not known, and then nothing is known of the gap.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> gap = Gap(RateMeasurement(12, 100, 100), RateMeasurement(50, 200, 200), Compare.RATIO)
    >>> lower, upper = gap.bounds(0.1)
    >>> f"{gap.estimate.value:.2f} {lower:.3f} {upper:.3f}"
    '0.48 0.274 0.792'
    """

    first: Measurement
    second: Measurement
    compare: Compare
    correlation: float = 0.0

    @property
    def is_fact(self) -> bool:
        """Tell whether both groups' numbers are known of their rows, and so the gap is."""
        return is_fact(self.first) and is_fact(self.second)

    @property
    def undefined(self) -> str:
        """Return why there is no gap: what a group lacks, or that nothing is divided by nothing."""
        lacking = self.first.undefined or self.second.undefined
        if lacking or self.compare is Compare.DIFFERENCE:
            return lacking
        is_nothing = self.first.estimate.value == 0 == self.second.estimate.value
        return "both groups have 0, which has no ratio" if is_nothing else ""

    @property
    def estimate(self) -> Estimate:
        """Return the gap with the rows of both groups; of a ratio the error is that of small changes."""
        one, other = self.first.estimate, self.second.estimate
        n = one.n + other.n
        if self.compare is Compare.DIFFERENCE:
            error = _apart(one.standard_error, other.standard_error, self.correlation)
            return Estimate(one.value - other.value, error, n)
        if not other.value > 0:
            return Estimate(math.inf if one.value > 0 == other.value else math.nan, math.nan, n)
        ratio = one.value / other.value
        error = _apart(one.standard_error, ratio * other.standard_error, self.correlation)
        return Estimate(ratio, error / other.value, n)

    @property
    def method(self) -> str:
        """Return how the bounds are computed."""
        if self.is_fact:
            return OF_THESE_ROWS
        methods = list(dict.fromkeys(one.method for one in (self.first, self.second) if one.method))
        how = f"MOVER with correlation {self.correlation:.2f}" if self.correlation else "MOVER"
        return f"{how} on {' and '.join(methods)}"

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return lower and upper; NaN where a group has none."""
        if self.is_fact and math.isfinite(self.estimate.value):
            return self.estimate.value, self.estimate.value
        one, other = _bounded(self.first, alpha), _bounded(self.second, alpha)
        if self.compare is Compare.DIFFERENCE:
            return mover_difference(one, other, self.correlation)
        return mover_ratio(_above_zero(one), _above_zero(other), self.correlation)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The smallest gap beyond the bar that would have been seen, and further rows of each group that would decide.

    None where it cannot be told.
    """

    mde: float | None = None
    more: tuple[int, int] | None = None

    @property
    def n_more(self) -> int | None:
        """Return the further rows of both groups."""
        return None if self.more is None else sum(self.more)


def look_ahead(gap: Gap, ends: Sequence[float], *, alpha: float, power: float) -> Ahead:
    r"""Look ahead from a gap: what it could have shown, and the fewest rows that would decide it.

    Parameters
    ----------
    gap : Gap
        As measured.
    ends : sequence of float
        The range in which it must lie; infinite ends are open.
    alpha, power : float
        One-sided error probability of the decision, in (0, 0.5), and the chance to decide, in [0.5, 1).

    Returns
    -------
    Ahead
        Nothing where a group has no bounds, or where the gap is known and not estimated.

    Notes
    -----
    Of :math:`a - r b` (a difference has :math:`r = 1`, a ratio its bar) the spread of each side is half the width of
    its interval. The variance that decides with the stated power is shared so that the sum of rows is least
    (Neyman's allocation), as if both sides were independent; rows that are there already stay.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> gap = Gap(RateMeasurement(8, 20, 20), RateMeasurement(900, 2_000, 2_000), Compare.DIFFERENCE)
    >>> look_ahead(gap, (-0.2, 0.2), alpha=0.05, power=0.8).more
    (60, 0)
    """
    z = normal_quantile(1 - alpha)
    pair = tuple(_bounded(side, interval_alpha(alpha)) for side in (gap.first, gap.second))
    if not all(one.is_known for one in pair) or math.isnan(gap.correlation) or gap.is_fact:
        return Ahead()
    one, other = pair
    end = min((end for end in ends if math.isfinite(end)), key=lambda end: _distance(gap, one, other, end))
    is_ratio = gap.compare is Compare.RATIO
    factor = end if is_ratio else 1.0
    errors = ((one.upper - one.lower) / 2 / z, factor * (other.upper - other.lower) / 2 / z)
    reach = z + normal_quantile(power)
    smallest = reach * _apart(*errors, gap.correlation)
    scale = other.value if is_ratio else 1.0
    mde = smallest / scale if scale > 0 else None
    distance = _distance(gap, one, other, end)
    if not distance > 0 or not min(errors) > 0:
        return Ahead(mde)
    return Ahead(mde, _fewest(errors, (gap.first.estimate.n, gap.second.estimate.n), (distance / reach) ** 2))


def _fewest(errors: tuple[float, float], rows: tuple[int, int], variance: float) -> tuple[int, int] | None:
    """Return the further rows of each group that bring the variance of their difference down to one."""
    spreads = [error * math.sqrt(n) for error, n in zip(errors, rows, strict=True)]
    wanted = [spread * sum(spreads) / variance for spread in spreads]
    for at, n in enumerate(rows):
        rest = variance - errors[at] ** 2
        if wanted[at] < n and rest > 0:  # it has enough already, so only the other one grows
            wanted[at], wanted[1 - at] = float(n), spreads[1 - at] ** 2 / rest
            break
    more = [max(0, math.ceil(want - n)) for want, n in zip(wanted, rows, strict=True)]
    if sum(more) >= MOST_ROWS:
        return None
    # By the large-sample formula these could suffice; they did not, so a tenth of the smaller group is the least.
    least = math.ceil(min(rows) / 10)
    return (more[0], more[1]) if sum(more) >= least else (least, 0) if rows[0] <= rows[1] else (0, least)


def _apart(first: float, second: float, correlation: float) -> float:
    """Return the error of a difference from those of both numbers."""
    return math.sqrt(max(0.0, first**2 + second**2 - 2 * correlation * first * second))


def _distance(gap: Gap, one: Bounded, other: Bounded, end: float) -> float:
    if gap.compare is Compare.DIFFERENCE:
        return abs(one.value - other.value - end)
    return abs(one.value - end * other.value)


def _bounded(measured: Measurement, alpha: float) -> Bounded:
    if measured.undefined:
        return Bounded(math.nan, math.nan, math.nan)
    value = measured.estimate.value
    lower, upper = measured.bounds(alpha)
    # an interval on another scale may miss its own estimate by a rounding, or by a bias that it gives up
    return (
        Bounded(value, min(lower, value), max(upper, value))
        if math.isfinite(lower + upper)
        else Bounded(value, math.nan, math.nan)
    )


def _above_zero(number: Bounded) -> Bounded:
    """Return a number of which it is known that it is not negative; Student's t does not know."""
    return replace(number, lower=max(0.0, number.lower)) if number.is_known else number
