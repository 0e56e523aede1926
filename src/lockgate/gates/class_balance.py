"""The mean score of the rows of one class, of one model and paired."""

from __future__ import annotations

from lockgate.gates.cells import Floats, Model, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.stats.estimate import Estimate, mean_estimate
from lockgate.stats.paired import paired_mean_difference

__all__ = ["mean_score", "mean_score_difference"]


def mean_score(cells: SliceCells, model: Model, *, label: int) -> Measurement:
    """Measure the mean score of the rows whose label is 1, or 0."""
    n, among = _among(cells, label)
    if n == 0:
        return _nothing(cells, label)
    name = f"p_{model.name.lower()}"
    total, squares = (float(cells.joint.column(column) @ among) for column in (name, f"{name}2"))
    estimate = mean_estimate(n, total, squares)
    return MeanMeasurement(_of_all(estimate, cells), "t", span=1.0)


def mean_score_difference(cells: SliceCells, *, label: int) -> Measurement:
    """Measure candidate minus baseline of the same, paired by row."""
    n, among = _among(cells, label)
    if n == 0:
        return _nothing(cells, label)
    old, new, squares = (
        float(cells.joint.column(name) @ among) for name in ("p_baseline", "p_candidate", "p_gap2")
    )
    estimate = paired_mean_difference(n, new - old, squares)
    return MeanMeasurement(_of_all(estimate, cells), "paired, t", span=1.0)


def _among(cells: SliceCells, label: int) -> tuple[int, Floats]:
    chosen = cells.joint.positive == label
    return int(cells.joint.n @ chosen), chosen.astype(float)


def _of_all(estimate: Estimate, cells: SliceCells) -> Estimate:
    """Return an estimate that counts all rows, and rests on those of the class."""
    return Estimate(estimate.value, estimate.standard_error, cells.n, estimate.n)


def _nothing(cells: SliceCells, label: int) -> Measurement:
    return UndefinedMeasurement("no positive rows" if label else "no negative rows", cells.n)
