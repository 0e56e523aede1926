"""Metric: the mean squared error of the probabilities of all classes."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.loss import mean_loss, paired_loss
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["BrierScoreLoss"]


@dataclass(frozen=True, slots=True)
class BrierScoreLoss:
    """The mean over rows of the sum over classes of the squared gap between probability and what happened, from 0 to 2.

    Needs probabilities. Twice the Brier score of two classes. Undefined without rows. Paired by the row-wise
    differences.

    References
    ----------
    G. W. Brier, Monthly Weather Review 78 (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.

    Examples
    --------
    >>> BrierScoreLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "brier_score_loss"
    aliases: tuple[str, ...] = ("brier", "brier_score")
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 2.0
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.BRIER})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return mean_loss(cells, ClassNeed.BRIER, model, span=2.0)

    def difference(self, cells: ClassSlice) -> Measurement:
        return paired_loss(cells, ClassNeed.BRIER, span=2.0)
