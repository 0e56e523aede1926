"""Metric: the share of negative rows that are left alone."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["TrueNegativeRate"]

_NOTHING = "no negative rows"


@dataclass(frozen=True, slots=True)
class TrueNegativeRate:
    """The share of the negative rows that the model predicts negative.

    Undefined without negative rows. Paired by Tango's score interval on those of them where the models
    disagree.

    Examples
    --------
    >>> TrueNegativeRate().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "true_negative_rate"
    aliases: tuple[str, ...] = ("specificity",)
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return rate(cells, 1 - flagged(cells, model), 1 - cells.joint.positive, _NOTHING)

    def difference(self, cells: SliceCells) -> Measurement:
        old, new = (1 - flagged(cells, model) for model in Model)
        return paired_rate(cells, (old, new), 1 - cells.joint.positive, _NOTHING)
