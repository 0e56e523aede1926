"""Means of row-wise losses, of one model and paired."""

from __future__ import annotations

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import LOSS_SUMS, ClassNeed, ClassSlice
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.paired import paired_mean_difference

__all__ = ["mean_loss", "paired_loss"]


def mean_loss(cells: ClassSlice, need: ClassNeed, model: Model, *, span: float | None = None) -> Measurement:
    """Measure the mean of a loss over rows; `span` is by how much one row can differ, None where there is no end."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    total, squares = (_sum(cells, need, f"{model.name.lower()}{power}") for power in ("", "2"))
    return MeanMeasurement(mean_estimate(cells.n, total, squares), "t", span=span)


def paired_loss(cells: ClassSlice, need: ClassNeed, *, span: float | None = None) -> Measurement:
    """Measure the mean of the row-wise differences, candidate minus baseline."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    gap = _sum(cells, need, "candidate") - _sum(cells, need, "baseline")
    estimate = paired_mean_difference(cells.n, gap, _sum(cells, need, "gap2"))
    return MeanMeasurement(estimate, "paired, t", span=span)


def _sum(cells: ClassSlice, need: ClassNeed, name: str) -> float:
    return float(cells.losses[need][LOSS_SUMS.index(name)])
