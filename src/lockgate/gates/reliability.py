"""The calibration curves of a classifier: in bins, and isotonic."""

from __future__ import annotations

import numpy as np

from lockgate.domain.figure import CurveFigure, Line
from lockgate.gates.buckets import ECE_BINS, SLICE_FACTOR, bucket_centres
from lockgate.gates.calibration_bins import equal_width
from lockgate.gates.cells import Cells, Floats, Model, Need, SliceCells
from lockgate.gates.slice_plan import stands_alone
from lockgate.stats.isotonic import isotonic_fit

__all__ = ["reliability_figures"]

_DRAWS = 400
_ALPHA = 0.1  # two-sided, as the bounds of a gate are
_SEED = 1
_MOST_POINTS = 60


def reliability_figures(cells: Cells) -> tuple[CurveFigure, ...]:
    """Return the calibration curve of each model, and where scores are ranked the isotonic one too.

    The isotonic one is left out where rows depend on each other or are weighed. Its band is where 90 % of calibrated
    models with the candidate's scores would have theirs, drawn with a fixed seed.
    """
    whole = cells.slice(0)
    models = (Model.BASELINE, Model.CANDIDATE) if cells.plan.baseline is not None else (Model.CANDIDATE,)
    lines = tuple(_reliability(whole, model) for model in models)
    title = "When the model says p, how often does it happen?"
    binned = CurveFigure(title, "predicted probability", "observed rate", lines, diagonal=True)
    is_banded = stands_alone(cells.plan, cells.plan.weight.column)  # or the band would be too narrow
    if Need.RANKS not in cells.plan.needs or not whole.n or not is_banded:
        return (binned,)
    fitted = (*(_isotonic(whole, model) for model in models), _calibrated(whole))
    ask = "Does the best rising curve leave what a calibrated model would show?"
    return binned, CurveFigure(ask, "predicted probability", "fitted rate", fitted, diagonal=True)


def _reliability(cells: SliceCells, model: Model) -> Line:
    """Return one point a tenth of [0, 1] that has rows: mean score, observed rate, rows."""
    rows, predicted, seen = equal_width(cells, model, ECE_BINS)
    used = [at for at in range(ECE_BINS) if rows[at]]
    points = tuple((float(predicted[at] / rows[at]), float(seen[at] / rows[at])) for at in used)
    scale = cells.rows / cells.n if cells.n else 0.0
    return Line(model.name.lower(), points, tuple(round(rows[at] * scale) for at in used))


def _isotonic(cells: SliceCells, model: Model) -> Line:
    positives, negatives = _merged(cells, model)
    fitted, centres = isotonic_fit(positives, negatives).fitted, bucket_centres(SLICE_FACTOR)
    points = tuple((float(centres[at]), float(fitted[at])) for at in _shown(positives + negatives))
    return Line(model.name.lower(), points)


def _calibrated(cells: SliceCells) -> Line:
    """Return the diagonal, with the band of calibrated models that have the candidate's scores."""
    rows = np.add(*_merged(cells, Model.CANDIDATE))
    centres, shown = bucket_centres(SLICE_FACTOR), _shown(rows)
    draw = np.random.default_rng(_SEED)
    filled = np.flatnonzero(rows)
    fits = np.zeros((_DRAWS, shown.size))
    at = np.searchsorted(filled, shown)
    for run in range(_DRAWS):
        hits = draw.binomial(rows[filled].astype(np.int64), centres[filled]).astype(np.float64)
        fits[run] = isotonic_fit(hits, rows[filled] - hits).fitted[at]
    low, high = np.quantile(fits, [_ALPHA / 2, 1 - _ALPHA / 2], axis=0)
    points = tuple((float(centres[one]), float(centres[one])) for one in shown)
    return Line("90 % of calibrated models", points, band=tuple(zip(low.tolist(), high.tolist(), strict=True)))


def _merged(cells: SliceCells, model: Model) -> tuple[Floats, Floats]:
    """Return positives and negatives per bucket, as coarse as those of slices."""
    positives, negatives = cells.histogram(model)
    parts = SLICE_FACTOR // cells.factor
    return positives.reshape(-1, parts).sum(axis=1), negatives.reshape(-1, parts).sum(axis=1)


def _shown(rows: Floats) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return which buckets are drawn: the first and last with rows, and some between, an equal share of rows apart."""
    filled = np.flatnonzero(rows)
    reached = np.cumsum(rows[filled]) / float(rows.sum())
    wanted = np.searchsorted(reached, np.linspace(0, 1, _MOST_POINTS) - 1e-9)
    return np.unique(filled[np.clip(wanted, 0, filled.size - 1)])
