"""Metric: the share of pairs of labels in the wrong order."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.loss import mean_loss, paired_loss
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["LabelRankingLoss"]


@dataclass(frozen=True, slots=True)
class LabelRankingLoss:
    """The mean over rows of the share of pairs, a label of the row and another, that are in the wrong order or tied.

    0 for a row that has no label or all. Undefined without rows. Paired by the row-wise differences.

    References
    ----------
    G. Tsoumakas, I. Katakis and I. Vlahavas, Mining Multi-label Data (2010), doi:10.1007/978-0-387-09823-4_34.

    Examples
    --------
    >>> LabelRankingLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "label_ranking_loss"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.RANKING_LOSS})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return mean_loss(cells, ClassNeed.RANKING_LOSS, model, span=1.0)

    def difference(self, cells: ClassSlice) -> Measurement:
        return paired_loss(cells, ClassNeed.RANKING_LOSS, span=1.0)
