"""Metric: how far predicted probabilities are from what happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.buckets import ECE_BINS
from lockgate.gates.calibration_bins import equal_width, joint_bins, require_bins
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import BootstrapMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.stats.calibration_error import (
    BootstrapEstimate,
    calibration_error_estimate,
    paired_calibration_error_difference,
)

__all__ = ["ExpectedCalibrationError"]


@dataclass(frozen=True, slots=True)
class ExpectedCalibrationError:
    """The mean distance of predicted and seen rate over bins of equal width, weighted by rows.

    A bin holds its lower edge. Undefined without rows. Chance alone makes it positive; the bounds, from a seeded
    bootstrap of the cells, take that into account.

    Parameters
    ----------
    bins : int, default=10
        How many bins: 2, 4, 5, 10 or 20.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    Examples
    --------
    >>> ExpectedCalibrationError().direction
    <Direction.LOWER: 'lower'>

    In a gate::

        - {metric: expected_calibration_error, arguments: {bins: 20}, mustBeLessOrEqualTo: 0.05}
    """

    name: ClassVar[str] = "expected_calibration_error"
    aliases: ClassVar[tuple[str, ...]] = ("ece",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    needs: ClassVar[frozenset[Need]] = frozenset({Need.SCORES})
    bins: int = ECE_BINS

    def __post_init__(self) -> None:
        require_bins(self.name, self.bins)

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        rows, predicted, seen = equal_width(cells, model, self.bins)

        def draw(alpha: float) -> BootstrapEstimate:
            return calibration_error_estimate(rows, predicted, seen, alpha=alpha, seed=cells.seed)

        return BootstrapMeasurement(draw)

    def difference(self, cells: SliceCells) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        bins = joint_bins(cells, self.bins)

        def draw(alpha: float) -> BootstrapEstimate:
            return paired_calibration_error_difference(bins, alpha=alpha, seed=cells.seed)

        return BootstrapMeasurement(draw, "paired, Poisson bootstrap of cells, 1,000 draws")
