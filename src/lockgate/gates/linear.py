"""Metrics that are another metric, scaled and shifted."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.derived_measurement import ScaledMeasurement
from lockgate.gates.measurement import Measurement, UndefinedMeasurement
from lockgate.gates.ranked import RankedMetric

__all__ = ["LinearMetric", "scaled"]


@dataclass(frozen=True, slots=True)
class LinearMetric:
    """A metric times `scale`, plus `shift`: with its bounds, and its difference times `scale`."""

    metric: RankedMetric
    scale: float
    shift: float = 0.0

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        """Return the metric of one model."""
        return scaled(self.metric.estimate(cells, model), self.scale, self.shift)

    def difference(self, cells: SliceCells) -> Measurement:
        """Return candidate minus baseline."""
        return scaled(self.metric.difference(cells), self.scale, 0.0)


def scaled(measured: Measurement, scale: float, shift: float) -> Measurement:
    """Return a measurement times `scale`, plus `shift`; one without a value as it is."""
    return measured if isinstance(measured, UndefinedMeasurement) else ScaledMeasurement(measured, scale, shift)
