"""Rows, scores and labels in bins of equal width, from the joint cells."""

from __future__ import annotations

from functools import cache

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.buckets import BIN_CHOICES, bin_of_coarse
from lockgate.gates.cells import Floats, Model, SliceCells
from lockgate.gates.measurement import BootstrapMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.residuals import bucket_of
from lockgate.stats.calibration_error import (
    BootstrapEstimate,
    JointBins,
    calibration_error_estimate,
    paired_calibration_error_difference,
)

__all__ = ["binned_difference", "binned_error", "equal_width", "joint_bins", "require_bins"]


def require_bins(metric: str, bins: int) -> None:
    """Refuse a number of bins that the buckets of the scores cannot be put together to.

    Raises
    ------
    ParameterError
        If so.
    """
    if isinstance(bins, bool) or bins not in BIN_CHOICES:
        must = f"one of {', '.join(str(choice) for choice in BIN_CHOICES)}"
        raise ParameterError.of(f"metric {metric}", "bins", must, bins)


def equal_width(cells: SliceCells, model: Model, bins: int) -> tuple[Floats, Floats, Floats]:
    """Return rows, sum of scores and positive rows of each bin."""
    joint = cells.joint
    place = bin_of_coarse(bins)[bucket_of(cells, model)]
    sums = (joint.n, joint.column(f"p_{model.name.lower()}"), joint.n * joint.positive)
    rows, predicted, seen = (np.bincount(place, values, minlength=bins).astype(np.float64) for values in sums)
    return rows, predicted, seen


def joint_bins(cells: SliceCells, bins: int) -> JointBins:
    """Return the same by the bins of both models."""
    joint = cells.joint
    old, new = (bin_of_coarse(bins)[bucket_of(cells, model)] for model in Model)
    found, position = np.unique(old * bins + new, return_inverse=True)
    sums = (joint.n, joint.column("p_baseline"), joint.column("p_candidate"), joint.n * joint.positive)
    n, old_sum, new_sum, seen = (np.bincount(position, values) for values in sums)
    return JointBins(found // bins, found % bins, n, old_sum, new_sum, seen)


def binned_error(cells: SliceCells, model: Model, bins: int) -> Measurement:
    """Measure the expected calibration error of one model."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    rows, predicted, seen = equal_width(cells, model, bins)

    @cache  # asked for again and again, at few levels; drawing is what costs
    def draw(alpha: float) -> BootstrapEstimate:
        return calibration_error_estimate(rows, predicted, seen, alpha=alpha, seed=cells.seed)

    return BootstrapMeasurement(draw)


def binned_difference(cells: SliceCells, bins: int) -> Measurement:
    """Measure candidate minus baseline of it, on the same rows."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    joint = joint_bins(cells, bins)

    @cache  # asked for again and again, at few levels; drawing is what costs
    def draw(alpha: float) -> BootstrapEstimate:
        return paired_calibration_error_difference(joint, alpha=alpha, seed=cells.seed)

    return BootstrapMeasurement(draw, "paired, Poisson bootstrap of cells, 1,000 draws")
