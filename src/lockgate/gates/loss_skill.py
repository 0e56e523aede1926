"""Which share of a loss a model saves, compared with predicting the share of positives for every row."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.derived_measurement import ComplementMeasurement
from lockgate.gates.measurement import (
    MeanMeasurement,
    Measurement,
    PositiveMeasurement,
    UndefinedMeasurement,
)
from lockgate.stats.estimate import ROUNDING_NOISE, Estimate

__all__ = ["LossSkill"]


@dataclass(frozen=True, slots=True)
class LossSkill:
    """How the skill follows from the sums of a loss.

    Parameters
    ----------
    loss : str
        Name of the loss in `lockgate.gates.cells.SUMS`.
    constant : callable
        From the share of positives to the loss of predicting it, and the derivative of that.
    """

    loss: str
    constant: Callable[[float], tuple[float, float]]

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        """Return one minus the loss of a model over that of the constant."""
        if missing := _missing_class(cells):
            return UndefinedMeasurement(missing, cells.n)
        name = f"{self.loss}_{model.name.lower()}"
        of_positives = float(cells.joint.column(name) @ cells.joint.positive)
        ratio = self._ratio(cells, cells.joint.total(name), cells.joint.total(f"{name}2"), of_positives)
        return ComplementMeasurement(PositiveMeasurement(ratio, "delta method, log scale"))

    def difference(self, cells: SliceCells) -> Measurement:
        """Return candidate minus baseline, on the same rows."""
        if missing := _missing_class(cells):
            return UndefinedMeasurement(missing, cells.n)
        joint = cells.joint
        gap = joint.column(f"{self.loss}_candidate") - joint.column(f"{self.loss}_baseline")
        squares, of_positives = joint.total(f"{self.loss}_gap2"), float(gap @ joint.positive)
        ratio = self._ratio(cells, float(gap.sum()), squares, of_positives)
        lost = Estimate(-ratio.value, ratio.standard_error, ratio.n, ratio.n_effective)
        return MeanMeasurement(lost, "paired, delta method, t")

    def _ratio(self, cells: SliceCells, total: float, squares: float, of_positives: float) -> Estimate:
        """Return the mean over the constant's loss; the share of positives varies with the rows too."""
        n, share = cells.n, cells.n_positive / cells.n
        constant, slope = self.constant(share)
        mean = total / n
        spread = squares - n * mean**2
        spread = 0.0 if spread <= ROUNDING_NOISE * squares else spread
        tilt = mean * slope / constant
        moved = spread - 2 * tilt * (of_positives - cells.n_positive * mean) + tilt**2 * n * share * (1 - share)
        support = min(cells.n_positive, n - cells.n_positive)
        return Estimate(mean / constant, math.sqrt(max(0.0, moved)) / constant / n, n, support)


def _missing_class(cells: SliceCells) -> str:
    if cells.n_positive == 0:
        return "no positive rows"
    return "no negative rows" if cells.n_positive == cells.n else ""
