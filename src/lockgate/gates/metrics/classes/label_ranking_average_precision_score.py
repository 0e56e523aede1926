"""Metric: how high the labels of a row are ranked among all."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.loss import mean_loss, paired_loss
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["LabelRankingAveragePrecisionScore"]


@dataclass(frozen=True, slots=True)
class LabelRankingAveragePrecisionScore:
    """The mean over rows and their labels of the share of labels of the row among those ranked as high.

    1 for a row that has no label or all. Undefined without rows. Paired by the row-wise differences.

    References
    ----------
    G. Tsoumakas, I. Katakis and I. Vlahavas, Mining Multi-label Data (2010), doi:10.1007/978-0-387-09823-4_34.

    Examples
    --------
    >>> LabelRankingAveragePrecisionScore().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "label_ranking_average_precision_score"
    aliases: tuple[str, ...] = ("lrap",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[ClassNeed] = frozenset({ClassNeed.RANKING_PRECISION})

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        return mean_loss(cells, ClassNeed.RANKING_PRECISION, model, span=1.0)

    def difference(self, cells: ClassSlice) -> Measurement:
        return paired_loss(cells, ClassNeed.RANKING_PRECISION, span=1.0)
