"""Metric: twice the area under the ROC curve, less one."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.projection import Influence
from lockgate.gates.ranked import Histogram, Ranked, RankedMetric
from lockgate.stats.partial_area import partial_area

__all__ = ["Gini"]


@dataclass(frozen=True, slots=True)
class Gini:
    """The accuracy ratio: twice the area under the ROC curve, less 1; 0 is chance.

    Undefined where a class has no rows. The standard error is DeLong's, on the log-odds scale of [-1, 1].

    Examples
    --------
    >>> Gini().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "gini"
    aliases: tuple[str, ...] = ("accuracy_ratio",)
    direction: Direction = Direction.HIGHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.RANKS, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


def _of(rows: Histogram) -> Ranked:
    area, of_positives, of_negatives, box = partial_area(rows.positives, rows.negatives, 1.0)
    support = int(min(rows.positives.sum(), rows.negatives.sum()))
    slack = 2 * float(box[~rows.is_tied].sum())
    return Ranked(2 * area - 1, Influence(2 * of_positives, 2 * of_negatives), support, slack)


_METRIC = RankedMetric(_of, -1.0, 1.0)
