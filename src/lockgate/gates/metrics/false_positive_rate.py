"""Metric: the share of negative rows that raise a false alarm."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["FalsePositiveRate"]


@dataclass(frozen=True, slots=True)
class FalsePositiveRate:
    """The share of the negative rows that the model predicts positive.

    Undefined without negative rows. Paired by Tango's score interval on those of them where the models
    disagree.

    Examples
    --------
    >>> FalsePositiveRate().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "false_positive_rate"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        among = 1 - cells.joint.positive
        return rate(cells, flagged(cells, model), among, "no negative rows")

    def difference(self, cells: SliceCells) -> Measurement:
        among = 1 - cells.joint.positive
        old, new = (flagged(cells, model) for model in Model)
        return paired_rate(cells, (old, new), among, "no negative rows")
