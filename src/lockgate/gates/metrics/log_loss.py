"""Metric: the mean negative log-likelihood."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.gates.unseen_loss import flipped_log_loss, unseen_difference, unseen_loss
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.paired import paired_mean_difference

__all__ = ["LogLoss"]


@dataclass(frozen=True, slots=True)
class LogLoss:
    """The mean of minus the natural logarithm of the probability given to what happened.

    A probability below 1e-15 counts as 1e-15, so that one wrong certainty costs 34.5 and not infinity.

    Undefined without rows. Paired by the row-wise differences. The bounds admit rows that were not seen, with what the
    other label would cost there.

    Examples
    --------
    >>> LogLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "log_loss"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = float("inf")
    needs: frozenset[Need] = frozenset({Need.LOG_LOSS})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        total = cells.joint.total(f"log_loss_{model.name.lower()}")
        squares = cells.joint.total(f"log_loss_{model.name.lower()}2")
        span = unseen_loss(cells, model, "log_loss", flipped_log_loss)
        return MeanMeasurement(mean_estimate(cells.n, total, squares), "t", span=span)

    def difference(self, cells: SliceCells) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        joint = cells.joint
        gap = joint.total("log_loss_candidate") - joint.total("log_loss_baseline")
        found = paired_mean_difference(cells.n, gap, joint.total("log_loss_gap2"))
        return MeanMeasurement(found, "paired, t", span=unseen_difference(cells, "log_loss", flipped_log_loss))
