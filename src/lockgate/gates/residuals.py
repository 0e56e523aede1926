"""Means of score minus label, exactly, from the sums of scores in the joint cells."""

from __future__ import annotations

import numpy as np

from lockgate.gates.cells import Floats, Ints, Model, SliceCells
from lockgate.gates.measurement import MeanMeasurement, Measurement, UndefinedMeasurement
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.paired import paired_mean_difference

__all__ = ["bucket_of", "paired_residual_mean", "residual_mean"]


def bucket_of(cells: SliceCells, model: Model) -> Ints:
    """Return for each joint cell the coarse bucket of a model's score."""
    joint = cells.joint
    return joint.bucket_candidate if model is Model.CANDIDATE else joint.bucket_baseline


def residual_mean(cells: SliceCells, model: Model, signs: Floats) -> Measurement:
    """Measure the mean of sign × (score − label); `signs` are 1 or -1, one a coarse bucket."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    joint, name = cells.joint, model.name.lower()
    label = joint.positive
    predicted, squares = joint.column(f"p_{name}"), joint.column(f"p_{name}2")
    total = float(signs[bucket_of(cells, model)] @ (predicted - label * joint.n))
    square = float((squares + label * (joint.n - 2 * predicted)).sum())
    return MeanMeasurement(mean_estimate(cells.n, total, square), "t", span=1.0)


def paired_residual_mean(cells: SliceCells, signs: Floats) -> Measurement:
    """Measure candidate minus baseline of the same, paired."""
    if cells.n == 0:
        return UndefinedMeasurement("no rows", 0)
    joint = cells.joint
    old, new = (signs[bucket_of(cells, model)] for model in Model)
    b, c, label = joint.column("p_baseline"), joint.column("p_candidate"), joint.positive
    gap = new * (c - label * joint.n) - old * (b - label * joint.n)
    # where the signs differ the row adds 2 × (mean of the scores − label), give or take the sign
    both = 2 * (joint.column("p_candidate2") + joint.column("p_baseline2")) - joint.column("p_gap2")
    apart = both + 4 * label * (joint.n - b - c)
    square = float(np.where(old == new, joint.column("p_gap2"), apart).sum())
    return MeanMeasurement(paired_mean_difference(cells.n, float(gap.sum()), square), "paired, t", span=1.0)
