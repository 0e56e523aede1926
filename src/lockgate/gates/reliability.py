"""The calibration curve of a classifier."""

from __future__ import annotations

import numpy as np

from lockgate.domain.figure import CurveFigure, Line
from lockgate.gates.buckets import ECE_BINS, bin_of_coarse
from lockgate.gates.cells import Cells, Model, SliceCells

__all__ = ["reliability_figures"]


def reliability_figures(cells: Cells) -> tuple[CurveFigure, ...]:
    """Return the calibration curve of each model, in one plot."""
    whole = cells.slice(0)
    models = (Model.BASELINE, Model.CANDIDATE) if cells.plan.baseline is not None else (Model.CANDIDATE,)
    lines = tuple(_reliability(whole, model) for model in models)
    title = "When the model says p, how often does it happen?"
    return (CurveFigure(title, "predicted probability", "observed rate", lines, diagonal=True),)


def _reliability(cells: SliceCells, model: Model) -> Line:
    """Return one point a tenth of [0, 1] that has rows: mean score, observed rate, rows."""
    joint = cells.joint
    bucket = joint.bucket_candidate if model is Model.CANDIDATE else joint.bucket_baseline
    bins = bin_of_coarse(ECE_BINS)[bucket]
    sums = (joint.n, joint.column(f"p_{model.name.lower()}"), joint.n * joint.positive)
    rows, predicted, seen = (np.bincount(bins, values, minlength=ECE_BINS) for values in sums)
    used = [at for at in range(ECE_BINS) if rows[at]]
    points = tuple((float(predicted[at] / rows[at]), float(seen[at] / rows[at])) for at in used)
    return Line(model.name.lower(), points, tuple(int(rows[at]) for at in used))
