"""Metrics that are formulas of the whole confusion matrix, of one model and paired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.cells import Ints, Model, SliceCells
from lockgate.gates.confusion import flagged
from lockgate.gates.measurement import (
    FractionMeasurement,
    MeanMeasurement,
    Measurement,
    PositiveMeasurement,
    SignedFractionMeasurement,
    UndefinedMeasurement,
)
from lockgate.stats.estimate import Estimate
from lockgate.stats.linearised import Linearised, linearised_difference, linearised_estimate
from lockgate.stats.smooth import linearised_function

__all__ = ["ConfusionFormula", "Matrix"]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Shares of all rows: true and false positives, false and true negatives."""

    tp: np.complex128
    fp: np.complex128
    fn: np.complex128
    tn: np.complex128


_MEASURES: dict[tuple[float, float], tuple[Callable[[Estimate, str], Measurement], str]] = {
    (0.0, 1.0): (FractionMeasurement, "delta method, log-odds scale"),
    (-1.0, 1.0): (SignedFractionMeasurement, "delta method, log-odds scale"),
    (0.0, float("inf")): (PositiveMeasurement, "delta method, log scale"),
}


@dataclass(frozen=True, slots=True)
class ConfusionFormula:
    """How a metric follows from the confusion matrix.

    Parameters
    ----------
    formula : callable
        From a `Matrix` of complex shares to the metric; analytic where it is defined.
    least, greatest : float
        Between which the metric lies: [0, 1], [-1, 1], 0 and more; or anything else, bounded by Student's t.
    nothing : str
        What is missing where the formula has no value, for people.
    """

    formula: Callable[[Matrix], np.complex128]
    least: float
    greatest: float
    nothing: str

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        """Return the metric of one model."""
        line = self._line(cells, model)
        if np.isnan(line.value):
            return UndefinedMeasurement(self._missing(cells), cells.n)
        estimate = linearised_estimate(line.value, line.influence, cells.joint.n, n_effective=line.n_effective)
        measure, method = _MEASURES.get((self.least, self.greatest), (MeanMeasurement, "delta method, t"))
        return measure(estimate, method)

    def difference(self, cells: SliceCells) -> Measurement:
        """Return candidate minus baseline, on the same rows."""
        old, new = (self._line(cells, model) for model in Model)
        if np.isnan(old.value) or np.isnan(new.value):
            return UndefinedMeasurement(self._missing(cells), cells.n)
        span = None if np.isinf(self.greatest - self.least) else self.greatest - self.least
        estimate = linearised_difference(new, old, cells.joint.n)
        return MeanMeasurement(estimate, "paired, delta method, t", span=span)

    def _line(self, cells: SliceCells, model: Model) -> Linearised:
        kind = _kinds(cells, model)
        counts = np.bincount(kind, weights=cells.joint.n, minlength=4)
        support = min(cells.n_positive, cells.n - cells.n_positive)
        line = linearised_function(self._of_shares, counts, support=support)
        return Linearised(line.value, line.influence[kind], line.n_effective)

    def _of_shares(self, shares: NDArray[np.complex128]) -> np.complex128:
        return self.formula(Matrix(*shares))

    def _missing(self, cells: SliceCells) -> str:
        if cells.n_positive == 0:
            return "no positive rows"
        return "no negative rows" if cells.n_positive == cells.n else self.nothing


def _kinds(cells: SliceCells, model: Model) -> Ints:
    """Return for each joint cell which entry of the matrix its rows belong to."""
    flag, label = flagged(cells, model), cells.joint.positive
    kinds: Ints = np.where(flag == 1, 1 - label, 3 - label)
    return kinds
