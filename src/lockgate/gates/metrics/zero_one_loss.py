"""Metric: the share of rows that are predicted wrongly."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.linear import LinearMetric
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.metrics.accuracy import Accuracy

__all__ = ["ZeroOneLoss"]


@dataclass(frozen=True, slots=True)
class ZeroOneLoss:
    """The share of rows whose prediction at the threshold is wrong: one minus accuracy.

    Undefined without rows.

    Examples
    --------
    >>> ZeroOneLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "zero_one_loss"
    aliases: tuple[str, ...] = ("error_rate",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return _METRIC.estimate(cells, model)

    def difference(self, cells: SliceCells) -> Measurement:
        return _METRIC.difference(cells)


_METRIC = LinearMetric(Accuracy(), -1.0, 1.0)
