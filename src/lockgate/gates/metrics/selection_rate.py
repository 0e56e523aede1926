"""Metric: the share of rows that the model predicts positive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.confusion import flagged, paired_rate, rate
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction

__all__ = ["SelectionRate"]


@dataclass(frozen=True, slots=True)
class SelectionRate:
    """The share of rows whose score is at least the threshold.

    More is neither better nor worse, so it takes absolute bars only. Undefined without rows.

    Examples
    --------
    >>> SelectionRate().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "selection_rate"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset()

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        chosen = flagged(cells, model)
        return rate(cells, chosen, np.ones_like(chosen), "no rows")

    def difference(self, cells: SliceCells) -> Measurement:
        old, new = flagged(cells, Model.BASELINE), flagged(cells, Model.CANDIDATE)
        return paired_rate(cells, (old, new), np.ones_like(old), "no rows")
