"""Metric: the mean negative log-likelihood of the label."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.loss import mean_loss, paired_loss
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["LogLoss"]


@dataclass(frozen=True, slots=True)
class LogLoss:
    """The mean of minus the natural logarithm of the probability given to the label.

    Needs probabilities. One below 1e-15 counts as 1e-15, so that one wrong certainty costs 34.5 and not infinity.
    Undefined without rows. Paired by the row-wise differences.

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
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.LOG_LOSS})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return mean_loss(cells, ClassNeed.LOG_LOSS, model, span=None)

    def difference(self, cells: ClassSlice) -> Measurement:
        return paired_loss(cells, ClassNeed.LOG_LOSS, span=None)
