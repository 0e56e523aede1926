"""Metric: the mean prediction less the share of positives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.buckets import COARSE_STARTS
from lockgate.gates.cells import Model, Need, SliceCells
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import Direction
from lockgate.gates.residuals import paired_residual_mean, residual_mean

__all__ = ["CalibrationInTheLarge"]

_SIGNS = np.ones(len(COARSE_STARTS))


@dataclass(frozen=True, slots=True)
class CalibrationInTheLarge:
    """The mean of (score − label): above 0 the model predicts too much on the whole.

    Undefined without rows. By Student's t.

    Examples
    --------
    >>> CalibrationInTheLarge().direction
    <Direction.NEITHER: 'neither'>
    """

    name: str = "calibration_in_the_large"
    aliases: tuple[str, ...] = ()
    direction: Direction = Direction.NEITHER
    least: float = -1.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        return residual_mean(cells, model, _SIGNS)

    def difference(self, cells: SliceCells) -> Measurement:
        return paired_residual_mean(cells, _SIGNS)
