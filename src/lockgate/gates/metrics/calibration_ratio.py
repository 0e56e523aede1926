"""Metric: the mean prediction over the share of positives."""

from __future__ import annotations

import math
from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, PositiveMeasurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.stats.estimate import Estimate

__all__ = ["CalibrationRatio"]


@dataclass(frozen=True, slots=True)
class CalibrationRatio:
    """The mean score over the share of positives: above 1 the model predicts too much on the whole.

    Undefined without positive rows. By the delta method.

    Examples
    --------
    >>> CalibrationRatio().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "calibration_ratio"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset({Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n_positive == 0:
            return UndefinedMeasurement("no positive rows", cells.n)
        name = f"p_{model.name.lower()}"
        predicted = cells.joint.column(name)
        ratio = _ratio(
            cells,
            float(predicted.sum()),
            cells.joint.total(f"{name}2"),
            float(predicted @ cells.joint.positive),
        )
        return PositiveMeasurement(ratio, "delta method, log scale")

    def difference(self, cells: SliceCells) -> Measurement:
        if cells.n_positive == 0:
            return UndefinedMeasurement("no positive rows", cells.n)
        gap = cells.joint.column("p_candidate") - cells.joint.column("p_baseline")
        of_positives = float(gap @ cells.joint.positive)
        ratio = _ratio(cells, float(gap.sum()), cells.joint.total("p_gap2"), of_positives)
        return MeanMeasurement(ratio, "paired, delta method, t")


def _ratio(cells: SliceCells, total: float, squares: float, of_positives: float) -> Estimate:
    """Return a sum over the number of positives."""
    value = total / cells.n_positive
    square = squares - 2 * value * of_positives + value**2 * cells.n_positive
    return Estimate(value, math.sqrt(max(0.0, square)) / cells.n_positive, cells.n, cells.n_positive)
