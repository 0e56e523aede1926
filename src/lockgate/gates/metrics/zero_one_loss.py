"""Metric: the share of rows that are predicted wrongly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Ints, Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

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
        return rate(cells, _wrong(cells, model), np.ones_like(cells.joint.n), "no rows")

    def difference(self, cells: SliceCells) -> Measurement:
        wrong = _wrong(cells, Model.BASELINE), _wrong(cells, Model.CANDIDATE)
        return paired_rate(cells, wrong, np.ones_like(cells.joint.n), "no rows")


def _wrong(cells: SliceCells, model: Model) -> Ints:
    wrong: Ints = (flagged(cells, model) != cells.joint.positive).astype(np.int64)
    return wrong
