"""Numbers that follow from other measured numbers, with the bounds of those."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.gates.measurement import Measurement, PositiveMeasurement
from lockgate.stats.estimate import Estimate

__all__ = [
    "ApartMeasurement",
    "ComplementMeasurement",
    "HeldMeasurement",
    "MappedMeasurement",
    "ScaledMeasurement",
    "VarianceMeasurement",
]


@dataclass(frozen=True, slots=True)
class ComplementMeasurement:
    """One minus a number above 0, such as a share of variance explained: the bounds of that number, turned.

    Examples
    --------
    >>> r2 = ComplementMeasurement(PositiveMeasurement(Estimate(0.25, 0.025, 500), "log"))
    >>> lower, upper = r2.bounds(0.05)
    >>> f"{r2.estimate.value} {lower:.3f} {upper:.3f}"
    '0.75 0.696 0.795'
    """

    loss: PositiveMeasurement
    undefined: str = ""
    slack: float = 0.0

    @property
    def estimate(self) -> Estimate:
        """Return one minus the number; the error is the same."""
        given = self.loss.estimate
        return given.moved(1 - given.value)

    @property
    def method(self) -> str:
        """Return how the bounds of the number are computed."""
        return self.loss.method

    @property
    def unit(self) -> float:
        """Return that of the number."""
        return self.loss.unit

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return one minus its upper and its lower bound."""
        lower, upper = self.loss.bounds(alpha)
        return 1 - upper, 1 - lower


@dataclass(frozen=True, slots=True)
class MappedMeasurement:
    """Base of numbers that follow from one other, `inner`: what its bounds know, such as blocks, theirs know too."""

    inner: Measurement

    @property
    def method(self) -> str:
        """Return how the bounds of the number are computed."""
        return self.inner.method

    @property
    def undefined(self) -> str:
        """Return why there is no number."""
        return self.inner.undefined


@dataclass(frozen=True, slots=True)
class ScaledMeasurement(MappedMeasurement):
    """A measured number times `scale`, plus `shift`; the bounds are those of the number, moved alike.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> error = ScaledMeasurement(RateMeasurement(9, 10, 10), -1.0, 1.0)
    >>> f"{error.estimate.value:.1f}"
    '0.1'
    """

    scale: float
    shift: float = 0.0

    @property
    def estimate(self) -> Estimate:
        """Return the moved estimate."""
        given = self.inner.estimate
        return given.moved(self.shift + self.scale * given.value, abs(self.scale))

    @property
    def slack(self) -> float:
        """Return that of the number, scaled."""
        return abs(self.scale) * self.inner.slack

    @property
    def unit(self) -> float:
        """Return that of the number, scaled."""
        return abs(self.scale) * self.inner.unit

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the moved bounds, in order."""
        ends = [self.shift + self.scale * bound for bound in self.inner.bounds(alpha)]
        return (ends[1], ends[0]) if self.scale < 0 else (ends[0], ends[1])


@dataclass(frozen=True, slots=True)
class VarianceMeasurement(MappedMeasurement):
    """What a share leaves open, share times 1 less share: from the bounds of the share.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> VarianceMeasurement(RateMeasurement(5, 10, 10)).bounds(0.1)[1]
    0.25
    """

    slack: float = 0.0
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return it at the share; the error is that of the share times the slope there."""
        given = self.inner.estimate
        return given.moved(given.value * (1 - given.value), abs(1 - 2 * given.value))

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the least and the largest value within the bounds of the share; NaN where they are."""
        low, high = self.inner.bounds(alpha)
        ends = low * (1 - low), high * (1 - high)
        if math.isnan(low) or math.isnan(high):
            return math.nan, math.nan
        return min(ends), 0.25 if low <= 0.5 <= high else max(ends)  # noqa: PLR2004 - the top


@dataclass(frozen=True, slots=True)
class HeldMeasurement(MappedMeasurement):
    """Another estimate of the same number: its bounds, reaching as far as they must to hold `value`.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> HeldMeasurement(RateMeasurement(5, 10, 10), 0.99).bounds(0.1)[1]
    0.99
    """

    value: float
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return the value, with the error of the number."""
        return self.inner.estimate.moved(self.value)

    @property
    def slack(self) -> float:
        """Return that of the number."""
        return self.inner.slack

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the bounds of the number, and the value where it lies beyond; NaN where they are."""
        lower, upper = self.inner.bounds(alpha)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan
        return min(lower, self.value), max(upper, self.value)


@dataclass(frozen=True, slots=True)
class ApartMeasurement:
    """A difference of two numbers, when what they have in common is not known: each bound is at half the error.

    Examples
    --------
    >>> from lockgate.gates.measurement import RateMeasurement
    >>> apart = ApartMeasurement(RateMeasurement(40, 100, 100), RateMeasurement(45, 100, 100))
    >>> lower, upper = apart.bounds(0.1)
    >>> f"{apart.estimate.value:.2f} {lower:.2f} {upper:.2f}"
    '0.05 -0.15 0.25'
    """

    old: Measurement
    new: Measurement
    undefined: str = ""
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return candidate minus baseline; the errors are added, as if the two moved against each other."""
        old, new = self.old.estimate, self.new.estimate
        error = old.standard_error + new.standard_error
        return Estimate(new.value - old.value, error, new.n, min(old.support, new.support))

    @property
    def method(self) -> str:
        """Return how the bounds of each are computed."""
        return f"two intervals, {self.new.method}"

    @property
    def slack(self) -> float:
        """Return that of both."""
        return self.old.slack + self.new.slack

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the lower bound of one minus the upper bound of the other, and the other way round."""
        old, new = self.old.bounds(alpha / 2), self.new.bounds(alpha / 2)
        return new[0] - old[1], new[1] - old[0]
