"""Metric: the mean squared error of the probability."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.unseen_loss import flipped_brier, unseen_difference, unseen_loss
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.paired import paired_mean_difference

__all__ = ["BrierScoreLoss"]


@dataclass(frozen=True, slots=True)
class BrierScoreLoss:
    """The mean of (score − label)², in [0, 1].

    Undefined without rows. Paired by the row-wise differences.

    Examples
    --------
    >>> BrierScoreLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "brier_score_loss"
    aliases: tuple[str, ...] = ("brier", "brier_score")
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.BRIER})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        total = cells.joint.total(f"brier_{model.name.lower()}")
        squares = cells.joint.total(f"brier_{model.name.lower()}2")
        span = unseen_loss(cells, model, "brier", flipped_brier)
        return MeanMeasurement(mean_estimate(cells.n, total, squares), "t", span=span)

    def difference(self, cells: SliceCells) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        joint = cells.joint
        gap = joint.total("brier_candidate") - joint.total("brier_baseline")
        found = paired_mean_difference(cells.n, gap, joint.total("brier_gap2"))
        return MeanMeasurement(found, "paired, t", span=unseen_difference(cells, "brier", flipped_brier))
