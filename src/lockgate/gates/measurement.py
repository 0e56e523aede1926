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
    "FEWEST_ROWS",
    "OF_THESE_ROWS",
    "BootstrapMeasurement",
    "ExcessMeasurement",
    "FactMeasurement",
    "FractionMeasurement",
    "MeanMeasurement",
    "Measurement",
    "PairedRateMeasurement",
    "PositiveMeasurement",
    "RateMeasurement",
    "SignedFractionMeasurement",
    "UndefinedMeasurement",
]


FEWEST_ROWS = 10
"""Of fewer rows, queries or series a spread is not told: two rows that happen to be alike would look certain. Bounds
that are exact, and those of paired rates, need no such limit."""

OF_THESE_ROWS = "of these rows, with certainty; of rows to come it says nothing"
"""How what is known and not estimated was found."""

_LARGEST_LOG = 700.0  # beyond it the number itself is infinite


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
        """Return why there is no number, or no bounds of the one there is; empty if there are."""
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
class FactMeasurement:
    """A number of the rows at hand that is known and not estimated, and that says nothing of other rows.

    Examples
    --------
    >>> FactMeasurement(32.5, 4_000).bounds(0.1)
    (32.5, 32.5)
    """

    value: float
    n: int
    method: str = OF_THESE_ROWS
    undefined: str = ""
    slack: float = 0.0

    @property
    def estimate(self) -> Estimate:
        """Return the value; it has no standard error."""
        return Estimate(self.value, math.nan, self.n)

    @property
    def unit(self) -> float:
        """Return the size of the value."""
        return abs(self.value)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return the value twice, whatever `alpha`."""
        del alpha
        return self.value, self.value


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

    @property
    def _is_thin(self) -> bool:
        return self.estimate.n < FEWEST_ROWS


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
        """Return t bounds, wider by the slack; NaN for fewer than `FEWEST_ROWS`."""
        if self._is_thin:
            return math.nan, math.nan
        lower, upper = t_bounds(self.estimate, alpha=alpha, span=self.span)
        return lower - self.slack, upper + self.slack


@dataclass(frozen=True, slots=True)
class FractionMeasurement(_EstimateMeasurement):
    """A number in [0, 1] that is not a simple rate: bounds on the log-odds scale.

    `span` is what all its support can change; see `lockgate.stats.intervals.logit_bounds`.

    Examples
    --------
    >>> lower, upper = FractionMeasurement(Estimate(0.95, 0.02, 500), "logit").bounds(0.05)
    >>> f"{lower:.4f} {upper:.4f}"
    '0.8926 0.9775'
    """

    span: float = field(default=1.0, kw_only=True)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return log-odds bounds, wider by the slack; NaN for fewer than `FEWEST_ROWS`."""
        if self._is_thin:
            return math.nan, math.nan
        lower, upper = logit_bounds(self.estimate, alpha=alpha, span=self.span)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan  # max and min would make 0 and 1 of it, as if something were known
        return max(0.0, lower - self.slack), min(1.0, upper + self.slack)


@dataclass(frozen=True, slots=True)
class SignedFractionMeasurement(_EstimateMeasurement):
    """A number in [-1, 1], such as a correlation: bounds on the log-odds scale of ``(1 + value) / 2``.

    `span` is what all its support can change, as a share of the length of the scale.

    Examples
    --------
    >>> lower, upper = SignedFractionMeasurement(Estimate(0.9, 0.04, 500), "logit").bounds(0.05)
    >>> f"{lower:.4f} {upper:.4f}"
    '0.7851 0.9550'
    """

    span: float = field(default=1.0, kw_only=True)

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return log-odds bounds, stretched to [-1, 1], wider by the slack; NaN for fewer than `FEWEST_ROWS`."""
        if self._is_thin:
            return math.nan, math.nan
        given = self.estimate
        half = given.moved((1 + given.value) / 2, 0.5)
        lower, upper = logit_bounds(half, alpha=alpha, span=self.span)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan
        return max(-1.0, 2 * lower - 1 - self.slack), min(1.0, 2 * upper - 1 + self.slack)


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
        """Return bounds that are a factor away, wider by the slack; NaN where the number is 0: it has no logarithm.

        So they are for fewer than `FEWEST_ROWS`.
        """
        given = self.estimate
        if self._is_thin or not given.value > 0:
            return math.nan, math.nan
        log = given.moved(math.log(given.value), 1 / given.value)
        lower, upper = t_bounds(log, alpha=alpha)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan
        return max(0.0, math.exp(lower) - self.slack), math.exp(min(upper, _LARGEST_LOG)) + self.slack


@dataclass(frozen=True, slots=True)
class ExcessMeasurement(_EstimateMeasurement):
    """A number that chance alone raises, such as a calibration error, or a difference of two such: Student's t.

    `chance` is by how much chance may have raised it, and, for a difference, by how much it may have raised the number
    that is subtracted. The bound in whose favour that would be gives it up; `least` and `greatest` end both. `span` is
    the largest amount by which one row can differ: what rows without any spread may have missed is a share of it, and
    what any rows may have missed where the number `is_floored`.

    Examples
    --------
    >>> lower, upper = ExcessMeasurement(Estimate(0.03, 0.01, 500), "t", chance=(0.02, 0.0)).bounds(0.1)
    >>> f"{lower:.3f} {upper:.3f}"
    '0.000 0.046'
    """

    chance: tuple[float, float] = field(default=(0.0, 0.0), kw_only=True)
    least: float = field(default=0.0, kw_only=True)
    greatest: float = field(default=math.inf, kw_only=True)
    span: float = field(default=1.0, kw_only=True)
    is_floored: bool = field(default=False, kw_only=True)

    @property
    def unit(self) -> float:
        """Return the span."""
        return self.span

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return t bounds, wider by the slack and by what chance may have done; NaN for fewer than `FEWEST_ROWS`."""
        if self._is_thin:
            return math.nan, math.nan
        has_spread = self.estimate.standard_error and not self.is_floored
        lower, upper = t_bounds(self.estimate, alpha=alpha, span=None if has_spread else self.span)
        if math.isnan(lower) or math.isnan(upper):
            return math.nan, math.nan
        below, above = self.chance
        return max(self.least, lower - self.slack - below), min(self.greatest, upper + self.slack + above)


@dataclass(frozen=True, slots=True)
class BootstrapMeasurement:
    """A number whose bounds come from a seeded bootstrap, or are exact; `draw` takes the level.

    `is_raised` tells whether chance alone raises it. `value` is the number itself, known without a draw;
    NaN where only `draw` knows.

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
    is_raised: bool = False
    value: float = math.nan

    @property
    def estimate(self) -> Estimate:
        """Return the value with the spread of the draws."""
        return self.draw(0.1).estimate

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return bootstrap bounds; NaN for fewer than `FEWEST_ROWS`."""
        drawn = self.draw(alpha)
        if drawn.estimate.n < FEWEST_ROWS:
            return math.nan, math.nan
        return drawn.lower, drawn.upper
