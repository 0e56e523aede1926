"""Metric: the share of labels that are predicted wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed, ClassSlice
from lockgate.gates.classes.formula import ClassLine, mean_line, measured, measured_difference, row_counts
from lockgate.gates.classes.rates import paired_rate, rate, right
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["HammingLoss"]


@dataclass(frozen=True, slots=True)
class HammingLoss:
    """The mean over rows of the share of labels that are predicted wrong; of one label a row, the share of wrong rows.

    Undefined without rows. Of one label a row exact; of several by the delta method.


    Examples
    --------
    >>> HammingLoss().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "hamming_loss"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[ClassNeed] = frozenset()

    def estimate(self, cells: ClassSlice, model: Model) -> Measurement:
        if cells.members is None:
            wrong = ~right(cells, model)
            return rate(cells.joint.n, wrong, np.ones_like(wrong))
        return measured(cells, _line(cells, model))

    def difference(self, cells: ClassSlice) -> Measurement:
        if cells.members is None:
            old, new = (~right(cells, model) for model in Model)
            return paired_rate(cells.joint.n, old, new, np.ones_like(old))
        return measured_difference(cells, *(_line(cells, model) for model in Model))


def _line(cells: ClassSlice, model: Model) -> ClassLine:
    hit, label, chosen = row_counts(cells, model)
    return mean_line(cells, (label + chosen - 2 * hit) / len(cells.names))
