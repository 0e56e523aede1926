"""Metric: twice the area under the ROC curve, less one."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.linear import LinearMetric
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.metrics.roc_auc import RocAuc

__all__ = ["Gini"]


@dataclass(frozen=True, slots=True)
class Gini:
    """The accuracy ratio: twice the area under the ROC curve, less 1; 0 is chance.

    Undefined where a class has no rows. It is a linear function of `roc_auc`, and as certain.

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


_METRIC = LinearMetric(RocAuc(), 2.0, -1.0)
