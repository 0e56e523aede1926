"""Metric: the share of rows that the model gets right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Accuracy"]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of rows whose prediction, the score against the threshold, equals the label.

    Undefined without rows. Paired by Tango's score interval on the rows where the two models disagree.

    Examples
    --------
    >>> Accuracy().direction
    <Direction.HIGHER: 'higher'>
    """

    name: str = "accuracy"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.HIGHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        right = (flagged(cells, model) == cells.joint.positive).astype(np.int64)
        return rate(cells, right, np.ones_like(right), "no rows")

    def difference(self, cells: SliceCells) -> Measurement:
        label = cells.joint.positive
        old, new = ((flagged(cells, model) == label).astype(np.int64) for model in Model)
        return paired_rate(cells, (old, new), np.ones_like(old), "no rows")
