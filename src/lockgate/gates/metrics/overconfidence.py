"""Metric: the mean confidence less the accuracy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.buckets import bin_of_coarse
from lockgate.gates.cells import Floats, Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.residuals import paired_residual_mean, residual_mean

__all__ = ["Overconfidence"]


@dataclass(frozen=True, slots=True)
class Overconfidence:
    """The mean of max(score, 1 − score) less the accuracy at 0.5.

    Above 0 the model is surer than it is right, below 0 it is less sure.

    Undefined without rows. By Student's t.

    Examples
    --------
    >>> Overconfidence().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "overconfidence"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.BINS_2, Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return residual_mean(cells, model, _signs())

    def difference(self, cells: SliceCells) -> Measurement:
        return paired_residual_mean(cells, _signs())


def _signs() -> Floats:
    return np.where(bin_of_coarse(2) == 1, 1.0, -1.0)
