"""What a gate measures: a metric, its paired difference from the baseline, or that as a share of the latter."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from lockgate.gates.cells import Model
from lockgate.gates.measurement import FactMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.stats.estimate import Estimate

__all__ = ["RelativeMeasurement", "measure"]


def measure(gate: MetricGate, read: Callable[[Callable[[Any], Measurement]], Measurement]) -> Measurement:
    """Return what a gate holds against its bar; `read` applies what measures a slice to one."""
    metric = gate.definition
    if not isinstance(gate.requirement, NotWorse):
        return read(partial(metric.estimate, model=Model.CANDIDATE))
    difference = read(metric.difference)
    if not gate.requirement.is_relative or difference.undefined:
        return difference
    baseline = read(partial(metric.estimate, model=Model.BASELINE))
    if baseline.undefined or not baseline.estimate.value > 0:
        text = baseline.undefined or "the baseline has 0, of which nothing is a share"
        return UndefinedMeasurement(text, difference.estimate.n)
    if isinstance(difference, FactMeasurement) and isinstance(baseline, FactMeasurement):
        return FactMeasurement(difference.value / baseline.value, difference.n)
    return RelativeMeasurement(difference, baseline)


@dataclass(frozen=True, slots=True)
class RelativeMeasurement:
    """A paired difference as a share of the baseline's value, which is above 0.

    How the two go together is not known, so the bounds allow for the worst: those shares whose distance from the
    difference is within both intervals at once.

    Examples
    --------
    >>> from lockgate.gates.measurement import MeanMeasurement
    >>> change = RelativeMeasurement(
    ...     MeanMeasurement(Estimate(-0.01, 0.004, 900), "paired, t"), MeanMeasurement(Estimate(0.5, 0.02, 900), "t"))
    >>> lower, upper = change.bounds(0.1)
    >>> f"{change.estimate.value:.3f} {lower:.4f} {upper:.4f}"
    '-0.020 -0.0355 -0.0064'
    """

    difference: Measurement
    baseline: Measurement
    undefined: str = ""

    @property
    def estimate(self) -> Estimate:
        """Return the share; its error allows for the worst too."""
        change, base = self.difference.estimate, self.baseline.estimate
        share = change.value / base.value
        error = (change.standard_error + abs(share) * base.standard_error) / base.value
        return Estimate(share, error, change.n, change.n_effective)

    @property
    def method(self) -> str:
        """Return how the bounds are computed."""
        return f"{self.difference.method}; as a share of the baseline, {self.baseline.method}"

    @property
    def slack(self) -> float:
        """Return how far the share can be off because scores were binned."""
        return self.difference.slack / self.baseline.estimate.value

    @property
    def unit(self) -> float:
        """Return that of the difference, as a share."""
        return self.difference.unit / self.baseline.estimate.value

    def bounds(self, alpha: float) -> tuple[float, float]:
        """Return lower and upper; NaN where the baseline's value may be 0."""
        lower, upper = self.difference.bounds(alpha)
        least, most = self.baseline.bounds(alpha)
        if math.isnan(lower) or not least > 0:
            return math.nan, math.nan
        return lower / (most if lower > 0 else least), upper / (least if upper > 0 else most)
