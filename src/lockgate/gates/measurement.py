"""A measured number that can say how far off it may be, at any level."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from lockgate.stats.calibration_error import BootstrapEstimate
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import clopper_pearson, logit_bounds, t_bounds
from lockgate.stats.paired import paired_proportion_difference, tango_interval

__all__ = [
    "BootstrapMeasurement",
    "ComplementMeasurement",
    "FractionMeasurement",
    "MeanMeasurement",
    "Measurement",
    "PairedRateMeasurement",
    "PositiveMeasurement",
    "RateMeasurement",
    "SignedFractionMeasurement",
    "UndefinedMeasurement",
]


class Measurement(Protocol):
    """A number, its standard error, and its bounds at any level."""

    @property
    def estimate(self) -> Estimate:
        """Return value, standard error and rows."""
        ...

    @property
    def method(self) -> str:
        """Return how the bounds are computed, for people."""
        ...

    @property
    def undefined(self) -> str:
        """Return why there is no number; empty if there is one."""
        ...

    @property
    def slack(self) -> float:
        """Return how far the value itself can be off because scores were binned; the bounds include it."""
        ...

    @property
    def unit(self) -> float:
        """Return about how much it would change if the rows at hand were all unlike those that were not seen."""
        ...

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return lower and upper, each erring with probability ``alpha / 2``; NaN where nothing is known."""
        ...


@dataclass(frozen=True, slots=True)
class UndefinedMeasurement:
    """A number that does not exist on these rows.

    Examples
    --------
    >>> UndefinedMeasurement("no positive rows", 12).bounds(0.1)
    (nan, nan)
    """

    undefined: str
    n: int
    method: str = ""
    slack: float = 0.0
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return an undefined estimate of `n` rows."""
        return Estimate.undefined(self.n)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return NaN twice, whatever `alpha`."""
        del alpha
        return math.nan, math.nan


@dataclass(frozen=True, slots=True)
class RateMeasurement:
    """A rate: `successes` of `trials`, among `n` rows.

    Examples
    --------
    >>> rate = RateMeasurement(8, 10, 20)
    >>> rate.estimate.value, rate.estimate.n
    (0.8, 20)
    """

    successes: int
    trials: int
    n: int
    method: str = "Clopper-Pearson"
    undefined: str = ""
    slack: float = 0.0
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return the rate; its error is binomial."""
        rate = self.successes / self.trials
        error = math.sqrt(rate * (1 - rate) / (self.trials - 1)) if self.trials > 1 else math.nan
        return Estimate(rate, error, self.n, self.trials)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return exact bounds."""
        return clopper_pearson(self.successes, self.trials, alpha=alpha)


@dataclass(frozen=True, slots=True)
class PairedRateMeasurement:
    """A difference of two rates on the same `trials` rows, among `n` rows.

    Examples
    --------
    >>> PairedRateMeasurement(100, 12, 4, 100).estimate.value
    0.08
    """

    trials: int
    only_candidate: int
    only_baseline: int
    n: int
    method: str = "paired, Tango score"
    undefined: str = ""
    slack: float = 0.0
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return candidate minus baseline."""
        paired = paired_proportion_difference(self.trials, self.only_candidate, self.only_baseline)
        return Estimate(paired.value, paired.standard_error, self.n, self.trials)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return score bounds; NaN for a single row, which cannot tell."""
        if self.trials < 2:  # noqa: PLR2004 - one row has no spread
            return math.nan, math.nan
        return tango_interval(self.trials, self.only_candidate, self.only_baseline, alpha=alpha)


@dataclass(frozen=True, slots=True)
class _EstimateMeasurement:
    """Base of numbers whose bounds follow from the estimate: a subclass says how."""

    estimate: Estimate
    method: str
    slack: float = 0.0
    undefined: str = ""

    @property
    def unit(self) -> float:
        """Return 1: shares and rates lie in an interval of that length."""
        return 1.0


@dataclass(frozen=True, slots=True)
class MeanMeasurement(_EstimateMeasurement):
    """A mean, or a smooth function of means, or a difference of two such: Student's t.

    `span` is the largest amount by which one row can differ; see `lockgate.stats.intervals.t_bounds`.

    Examples
    --------
    >>> lower, upper = MeanMeasurement(Estimate(0.5, 0.1, 100), "t").bounds(0.1)
    >>> f"{lower:.3f} {upper:.3f}"
    '0.334 0.666'
    """

    span: float | None = field(default=None, kw_only=True)

    @property
    def unit(self) -> float:
        """Return the span."""
        return 1.0 if self.span is None else self.span

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return t bounds, wider by the slack."""
        lower, upper = t_bounds(self.estimate, alpha=alpha, span=self.span)
        return lower - self.slack, upper + self.slack


@dataclass(frozen=True, slots=True)
class FractionMeasurement(_EstimateMeasurement):
    """A number in [0, 1] that is not a simple rate: bounds on the log-odds scale.

    Examples
    --------
    >>> lower, upper = FractionMeasurement(Estimate(0.95, 0.02, 500), "logit").bounds(0.05)
    >>> f"{lower:.4f} {upper:.4f}"
    '0.8926 0.9775'
    """

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return log-odds bounds, wider by the slack."""
        lower, upper = logit_bounds(self.estimate, alpha=alpha)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan  # max and min would make 0 and 1 of it, as if something were known
        return max(0.0, lower - self.slack), min(1.0, upper + self.slack)


@dataclass(frozen=True, slots=True)
class SignedFractionMeasurement(_EstimateMeasurement):
    """A number in [-1, 1], such as a correlation: bounds on the log-odds scale of ``(1 + value) / 2``.

    Examples
    --------
    >>> lower, upper = SignedFractionMeasurement(Estimate(0.9, 0.04, 500), "logit").bounds(0.05)
    >>> f"{lower:.4f} {upper:.4f}"
    '0.7851 0.9550'
    """

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return log-odds bounds, stretched to [-1, 1]."""
        given = self.estimate
        half = given.moved((1 + given.value) / 2, 0.5)
        lower, upper = logit_bounds(half, alpha=alpha)
        return 2 * lower - 1, 2 * upper - 1


@dataclass(frozen=True, slots=True)
class PositiveMeasurement(_EstimateMeasurement):
    """A number above 0 without an upper end, such as an odds ratio: Student's t on its logarithm.

    Examples
    --------
    >>> lower, upper = PositiveMeasurement(Estimate(4.0, 0.4, 500), "log").bounds(0.05)
    >>> f"{lower:.3f} {upper:.3f}"
    '3.286 4.868'
    """

    @property
    def unit(self) -> float:
        """Return the value: on the log scale everything is a share of it."""
        return self.estimate.value

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return bounds that are a factor away; NaN where the number is 0, whose logarithm does not exist."""
        given = self.estimate
        if not given.value > 0:
            return math.nan, math.nan
        log = given.moved(math.log(given.value), 1 / given.value)
        lower, upper = t_bounds(log, alpha=alpha)
        return math.exp(lower), math.exp(upper)


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
class BootstrapMeasurement:
    """A number whose bounds come from a seeded bootstrap; `draw` takes the level.

    Examples
    --------
    >>> measured = BootstrapMeasurement(lambda alpha: BootstrapEstimate(Estimate(0.02, 0.01, 50), 0.0, alpha))
    >>> measured.bounds(0.1)
    (0.0, 0.1)
    """

    draw: Callable[[float], BootstrapEstimate]
    method: str = "Poisson bootstrap of cells, 1,000 draws"
    undefined: str = ""
    slack: float = 0.0
    unit: float = 1.0

    @property
    def estimate(self) -> Estimate:
        """Return the value with the spread of the draws."""
        return self.draw(0.1).estimate

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return bootstrap bounds."""
        drawn = self.draw(alpha)
        return drawn.lower, drawn.upper
