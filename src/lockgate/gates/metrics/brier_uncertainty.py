"""Metric: the part of the Brier score that is in the labels."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.derived_measurement import VarianceMeasurement
from lockgate.gates.measurement import MeanMeasurement, Measurement, RateMeasurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.stats.estimate import Estimate

__all__ = ["BrierUncertainty"]


@dataclass(frozen=True, slots=True)
class BrierUncertainty:
    """π (1 − π) with the share of positives π: the Brier score of the best constant.

    It says nothing of the model, and is the same for any. Undefined without rows.

    Examples
    --------
    >>> BrierUncertainty().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "brier_uncertainty"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = 0.0
    greatest: float = 0.25
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        del model
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        return VarianceMeasurement(RateMeasurement(cells.n_positive, cells.n, cells.n))

    def difference(self, cells: SliceCells) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        return MeanMeasurement(Estimate(0.0, 0.0, cells.n), "the same labels")
