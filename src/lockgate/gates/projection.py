"""The standard error of a difference of two ranking metrics, from what the two models' scores have in common."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lockgate.gates.buckets import COARSE_STARTS, bucket_centres, coarse_of_fine
from lockgate.gates.cells import Floats, JointCells, Model, SliceCells

__all__ = ["Influence", "paired_standard_error"]

_BUCKETS = len(COARSE_STARTS)


@dataclass(frozen=True, slots=True)
class Influence:
    """How far one row of each class pulls a metric, times the rows: one number a rank bucket, for one model."""

    of_positives: Floats
    of_negatives: Floats


@dataclass(frozen=True, slots=True)
class _Lines:
    """One straight line a coarse bucket for each class, and what the lines leave unexplained."""

    level: Floats  # of shape (2, n_coarse): at score 0, by label
    slope: Floats
    residual: float


def paired_standard_error(cells: SliceCells, baseline: Influence, candidate: Influence) -> float:
    """Return the standard error of candidate minus baseline, paired.

    Each influence is split into a straight line in the score within each coarse bucket, and the rest. What the
    lines of both models share is known exactly from the joint cells (sums of scores, squares and gaps); the rests
    are taken as unrelated, which makes the error larger, not smaller, for models that agree within a bucket.

    Parameters
    ----------
    cells : SliceCells
        With scores and ranks.
    baseline, candidate : Influence
        Of each model, by its own rank buckets.

    Returns
    -------
    float
        NaN without rows.
    """
    if cells.n == 0:
        return math.nan
    old = _fit(cells, Model.BASELINE, baseline)
    new = _fit(cells, Model.CANDIDATE, candidate)
    shared = _sum_of_squared_gaps(cells.joint, old, new)
    return math.sqrt(max(0.0, shared) + old.residual + new.residual) / cells.n


def _fit(cells: SliceCells, model: Model, influence: Influence) -> _Lines:
    positives, negatives = cells.histogram(model)
    centres, coarse = bucket_centres(cells.factor), coarse_of_fine(cells.factor)
    level, slope = np.zeros((2, _BUCKETS)), np.zeros((2, _BUCKETS))
    residual = 0.0
    for label, rows, psi in ((0, negatives, influence.of_negatives), (1, positives, influence.of_positives)):
        n = np.bincount(coarse, rows, minlength=_BUCKETS)
        safe = np.maximum(n, 1.0)
        mean_x = np.bincount(coarse, rows * centres, minlength=_BUCKETS) / safe
        mean_psi = np.bincount(coarse, rows * psi, minlength=_BUCKETS) / safe
        x, y = centres - mean_x[coarse], psi - mean_psi[coarse]
        square = np.bincount(coarse, rows * x * x, minlength=_BUCKETS)
        cross = np.bincount(coarse, rows * x * y, minlength=_BUCKETS)
        slope[label] = np.divide(cross, square, out=np.zeros(_BUCKETS), where=square > 0)
        level[label] = mean_psi - slope[label] * mean_x
        residual += float(rows @ (y - slope[label][coarse] * x) ** 2)
    return _Lines(level, slope, residual)


def _sum_of_squared_gaps(joint: JointCells, old: _Lines, new: _Lines) -> float:
    """Return the sum over rows of (candidate's line minus baseline's line) squared."""
    a = new.level[joint.positive, joint.bucket_candidate] - old.level[joint.positive, joint.bucket_baseline]
    s = new.slope[joint.positive, joint.bucket_candidate]
    t = -old.slope[joint.positive, joint.bucket_baseline]
    c, b = joint.column("p_candidate"), joint.column("p_baseline")
    cc, bb = joint.column("p_candidate2"), joint.column("p_baseline2")
    cb = (cc + bb - joint.column("p_gap2")) / 2
    rows = a * a * joint.n + 2 * a * (s * c + t * b) + s * s * cc + t * t * bb + 2 * s * t * cb
    return float(rows.sum())
