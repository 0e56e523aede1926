"""Metric: the largest gap of predicted and seen rate in a bin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.buckets import ECE_BINS
from lockgate.gates.calibration_bins import equal_width, require_bins
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.derived_measurement import ApartMeasurement
from lockgate.gates.measurement import (
    BootstrapMeasurement,
    MeanMeasurement,
    Measurement,
    UndefinedMeasurement,
)
from lockgate.gates.metric import Direction
from lockgate.stats.cell_bootstrap import BootstrapEstimate
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import clopper_pearson

__all__ = ["MaximumCalibrationError"]


@dataclass(frozen=True, slots=True)
class MaximumCalibrationError:
    """The largest distance of predicted and seen rate over bins of equal width that have rows.

    Each bin has exact bounds at its share of the error, so bins with few rows keep the upper bound high: that is what
    few rows can hide. The difference of two models is bounded from two intervals, without pairing. Undefined without
    rows.

    Not of weighed rows: how far off a bin may be follows from how many rows it has. `expected_calibration_error` takes
    weights.

    Parameters
    ----------
    bins : int, default=ECE_BINS
        How many bins of equal width: 2, 4, 5, 10 or 20.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> MaximumCalibrationError().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "maximum_calibration_error"
    aliases: ClassVar[tuple[str, ...]] = ("mce",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    bins: int = ECE_BINS

    def __post_init__(self) -> None:
        require_bins(self.name, self.bins)

    @property
    def needs(self) -> frozenset[Need]:
        """Return what the cells must hold: the bins."""
        return frozenset({Need.ROWS, Need.SCORES, Need.of_bins(self.bins)})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        sums = zip(*(values.tolist() for values in equal_width(cells, model, self.bins)), strict=True)
        bins = [(int(rows), predicted / rows, int(seen)) for rows, predicted, seen in sums if rows]
        rows, mean, seen = max(bins, key=lambda one: abs(one[1] - one[2] / one[0]))
        rate = seen / rows
        estimate = Estimate(abs(mean - rate), math.sqrt(rate * (1 - rate) / rows), cells.n, rows)

        def draw(alpha: float) -> BootstrapEstimate:
            ends = [_ends(one, alpha / len(bins)) for one in bins]
            lower, upper = (max(side) for side in zip(*ends, strict=True))
            return BootstrapEstimate(estimate, lower, upper)

        return BootstrapMeasurement(draw, "Clopper-Pearson, Bonferroni over bins")

    def difference(self, cells: SliceCells) -> Measurement:
        old, new = (self.estimate(cells, model) for model in Model)
        if new.undefined:
            return new
        if cells.joint.total("p_gap2") == 0:  # the same scores: nothing that two intervals could tell apart
            return MeanMeasurement(Estimate(0.0, 0.0, cells.n), "the same scores", span=1.0)
        return ApartMeasurement(old, new)


def _ends(one: tuple[int, float, int], alpha: float) -> tuple[float, float]:
    """Return the least and the largest distance of the mean score from a plausible rate."""
    rows, mean, seen = one
    low, high = clopper_pearson(seen, rows, alpha=alpha)
    return max(0.0, low - mean, mean - high), max(mean - low, high - mean)
