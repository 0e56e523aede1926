"""Rows, scores and labels in bins of equal width, from the joint cells."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from lockgate.domain.errors import ParameterError
from lockgate.gates.buckets import BIN_CHOICES, bin_of_coarse
from lockgate.gates.cells import Floats, Model, SliceCells
from lockgate.gates.measurement import BootstrapMeasurement, Measurement, UndefinedMeasurement
from lockgate.gates.residuals import bucket_of
from lockgate.stats.calibration_error import (
    BootstrapEstimate,
    DrawnError,
    JointBins,
    drawn_calibration_error,
    drawn_calibration_error_difference,
    expected_calibration_error,
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

    drawn = _drawn_once(partial(drawn_calibration_error, rows, predicted, seen, seed=cells.seed))
    value = expected_calibration_error(rows, predicted, seen)
    return BootstrapMeasurement(drawn, is_raised=True, value=value)


def binned_difference(cells: SliceCells, bins: int) -> Measurement:
    """Measure candidate minus baseline of it, on the same rows."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    joint = joint_bins(cells, bins)

    drawn = _drawn_once(partial(drawn_calibration_error_difference, joint, seed=cells.seed))
    old, new = (expected_calibration_error(*equal_width(cells, model, bins)) for model in Model)
    method = "paired, Poisson bootstrap of cells, 1,000 draws"
    return BootstrapMeasurement(drawn, method, is_raised=True, value=new - old)


def _drawn_once(draw: Callable[[], DrawnError]) -> Callable[[float], BootstrapEstimate]:
    """Return what gives bounds at any level: drawn when the first is asked for, and never again."""
    drawn = cache(draw)

    @cache
    def at(alpha: float) -> BootstrapEstimate:
        return drawn().at(alpha)

    return at
