"""Metric: the share of rows that are predicted right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.rates import paired_rate, rate, right
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["Accuracy"]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of rows whose predicted class is the label; of several labels, whose predicted set is exactly theirs.

    Undefined without rows. Exact, by Clopper and Pearson, and paired by Tango's score interval on the rows where one
    model is right and the other is not.


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
    needs: frozenset[ClassNeed] = frozenset()

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        hits = right(cells, model)
        return rate(cells.joint.n, hits, np.ones_like(hits))

    def difference(self, cells: ClassSlice) -> Measurement:
        old, new = (right(cells, model) for model in Model)
        return paired_rate(cells.joint.n, old, new, np.ones_like(old))
