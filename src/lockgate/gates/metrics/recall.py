"""Metric: the share of positive rows that are found."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Recall"]


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of the positive rows that the model predicts positive.

    Undefined without positive rows. Paired by Tango's score interval on those of them where the models
    disagree.

    Examples
    --------
    >>> Recall().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "recall"
    aliases: tuple[str, ...] = ("true_positive_rate",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        among = cells.joint.positive
        return rate(cells, flagged(cells, model), among, "no positive rows")

    def difference(self, cells: SliceCells) -> Measurement:
        among = cells.joint.positive
        old, new = (flagged(cells, model) for model in Model)
        return paired_rate(cells, (old, new), among, "no positive rows")
