"""Metric: the share of positive rows that are missed."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["FalseNegativeRate"]


@dataclass(frozen=True, slots=True)
class FalseNegativeRate:
    """The share of the positive rows that the model predicts negative.

    Undefined without positive rows. Paired by Tango's score interval on those of them where the models
    disagree.

    Examples
    --------
    >>> FalseNegativeRate().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "false_negative_rate"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        among = cells.joint.positive
        return rate(cells, 1 - flagged(cells, model), among, "no positive rows")

    def difference(self, cells: SliceCells) -> Measurement:
        among = cells.joint.positive
        old, new = (1 - flagged(cells, model) for model in Model)
        return paired_rate(cells, (old, new), among, "no positive rows")
