"""Metric: the calibration error of bins, less what chance adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.gates.buckets import ECE_BINS
from lockgate.gates.calibration_bins import binned_difference, binned_error, equal_width, require_bins
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.derived_measurement import HeldMeasurement
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.stats.calibration_error import expected_calibration_error
from lockgate.stats.probability_bins import chance_bias

__all__ = ["DebiasedCalibrationError"]


@dataclass(frozen=True, slots=True)
class DebiasedCalibrationError:
    """The expected calibration error less what chance adds to the gap of each bin, never below 0.

    A gap with standard error s that is seen at u s is raised by about 2 s (φ(u) − u Φ(−u)). The bounds are those of
    `expected_calibration_error`: they are about the same error. Undefined without rows.

    Not of weighed rows: what chance adds to a bin follows from how many rows it has. `expected_calibration_error` takes
    weights.

    Parameters
    ----------
    bins : int, default=ECE_BINS
        How many bins of equal width: 2, 4, 5, 10 or 20.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    J. Bröcker, Climate Dynamics 39 (2012), doi:10.1007/s00382-011-1191-1.

    Examples
    --------
    >>> DebiasedCalibrationError().direction
    <Direction.LOWER: 'lower'>
    """

    name: ClassVar[str] = "debiased_calibration_error"
    aliases: ClassVar[tuple[str, ...]] = ("debiased_ece",)
    direction: ClassVar[Direction] = Direction.LOWER
    least: ClassVar[float] = 0.0
    greatest: ClassVar[float] = 1.0
    bins: int = ECE_BINS

    def __post_init__(self) -> None:
        require_bins(self.name, self.bins)

    @property
    def needs(self) -> frozenset[Need]:
        """Return what the cells must hold: the bins."""
        return frozenset({Need.ROWS, Need.SCORE_SUMS, Need.of_bins(self.bins)})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        plain = binned_error(cells, model, self.bins)
        return plain if plain.undefined else HeldMeasurement(plain, self._error(cells, model))

    def difference(self, cells: SliceCells) -> Measurement:
        plain = binned_difference(cells, self.bins)
        if plain.undefined:
            return plain
        old, new = (self._error(cells, model) for model in Model)
        return HeldMeasurement(plain, new - old)

    def _error(self, cells: SliceCells, model: Model) -> float:
        n, predicted, seen = equal_width(cells, model, self.bins)
        return max(0.0, expected_calibration_error(n, predicted, seen) - chance_bias(n, predicted, seen))
