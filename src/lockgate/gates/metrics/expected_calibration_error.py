"""Metric: how far predicted probabilities are from what happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lockgate.gates.buckets import ECE_BINS, tenth_of_coarse
from lockgate.gates.cells import Ints, Model, Need, SliceCells
from lockgate.gates.measurement import BootstrapMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.metric import Direction
from lockgate.stats.calibration_error import (
    BootstrapEstimate,
    JointBins,
    calibration_error_estimate,
    paired_calibration_error_difference,
)

__all__ = ["ExpectedCalibrationError"]


@dataclass(frozen=True, slots=True)
class ExpectedCalibrationError:
    """The mean distance of predicted and seen rate over ten bins of equal width, weighted by rows.

    A bin holds its lower edge. Undefined without rows. Chance alone makes it positive; the bounds, from a
    seeded
    bootstrap of the cells, take that into account.

    Examples
    --------
    >>> ExpectedCalibrationError().direction
    <Direction.LOWER: 'lower'>
    """

    name: str = "expected_calibration_error"
    aliases: tuple[str, ...] = ("ece",)
    direction: Direction = Direction.LOWER
    least: float = 0.0
    greatest: float = 1.0
    needs: frozenset[Need] = frozenset({Need.SCORES})

    def estimate(self, cells: SliceCells, model: Model) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        joint = cells.joint
        bins = _bins(cells, model)
        sums = (joint.n, joint.column(f"p_{model.name.lower()}"), joint.n * joint.positive)
        rows, predicted, seen = (np.bincount(bins, values, minlength=ECE_BINS) for values in sums)

        def draw(alpha: float) -> BootstrapEstimate:
            return calibration_error_estimate(rows, predicted, seen, alpha=alpha, seed=cells.seed)

        return BootstrapMeasurement(draw)

    def difference(self, cells: SliceCells) -> Measurement:
        if cells.n == 0:
            return UndefinedMeasurement("no rows", 0)
        joint = cells.joint
        both = _bins(cells, Model.BASELINE) * ECE_BINS + _bins(cells, Model.CANDIDATE)
        found, position = np.unique(both, return_inverse=True)
        sums = (joint.n, joint.column("p_baseline"), joint.column("p_candidate"), joint.n * joint.positive)
        n, old, new, seen = (np.bincount(position, values) for values in sums)
        bins = JointBins(found // ECE_BINS, found % ECE_BINS, n, old, new, seen)

        def draw(alpha: float) -> BootstrapEstimate:
            return paired_calibration_error_difference(bins, alpha=alpha, seed=cells.seed)

        return BootstrapMeasurement(draw, "paired, Poisson bootstrap of cells, 1,000 draws")


def _bins(cells: SliceCells, model: Model) -> Ints:
    joint = cells.joint
    bucket = joint.bucket_candidate if model is Model.CANDIDATE else joint.bucket_baseline
    return tenth_of_coarse()[bucket]
