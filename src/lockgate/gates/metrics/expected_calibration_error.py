"""Metric: how far predicted probabilities are from what happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.buckets import ECE_BINS
from lockgate.gates.calibration_bins import binned_difference, binned_error, require_bins
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

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
    bins: int = ECE_BINS

    def __post_init__(self) -> None:
        require_bins(self.name, self.bins)

    @property
    def needs(self) -> frozenset[Need]:
        """Return what the cells must hold: the bins."""
        return frozenset({Need.SCORE_SUMS, Need.of_bins(self.bins)})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return binned_error(cells, model, self.bins)

    def difference(self, cells: SliceCells) -> Measurement:
        return binned_difference(cells, self.bins)
