"""ROC and precision-recall curves of a classifier, with bands."""

from __future__ import annotations

import math

from lockgate.domain.figure import CurveFigure, Line
from lockgate.gates.cells import Cells, Model, Need, SliceCells
from lockgate.gates.cut import at_fallout, at_recall
from lockgate.gates.ranked import RankedMetric
from lockgate.gates.slice_plan import stands_alone
from lockgate.stats.operating_point import precision, recall

__all__ = ["ranking_figures"]

_ALPHA = 0.1  # two-sided, as the bounds of a gate are

_AXIS = (0.001, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, *(step / 20 for step in range(2, 21)))
"""Rates at which the curves are drawn: closer where they are steep."""


def ranking_figures(cells: Cells) -> tuple[CurveFigure, ...]:
    """Return the ROC and the precision-recall curve of each model.

    The band at each point is what a gate on `recall_at_false_positive_rate` or `precision_at_recall` would read there,
    with 5 % of error a side; it reaches from 0 to 1 where the gate would know nothing, and there is none where rows
    depend on each other or are weighed. Nothing where no gate ranks, or a class has no rows.
    """
    whole = cells.slice(0)
    if Need.RANKS not in cells.plan.needs or not 0 < whole.n_positive < whole.n:
        return ()
    models = (Model.BASELINE, Model.CANDIDATE) if cells.plan.baseline is not None else (Model.CANDIDATE,)
    is_banded = stands_alone(cells.plan, cells.plan.weight.column)  # or the band would be too narrow
    return (
        CurveFigure(
            "How many positives are found for how many false alarms?",
            "false-positive rate",
            "recall",
            tuple(
                _line(whole, model, [(at, at_fallout(at, recall)) for at in _AXIS], is_banded=is_banded)
                for model in models
            ),
        ),
        CurveFigure(
            "How many of those found are positives?",
            "recall",
            "precision",
            tuple(
                _line(whole, model, [(at, at_recall(at, precision)) for at in _AXIS[2:]], is_banded=is_banded)
                for model in models
            ),
        ),
    )


def _line(
    cells: SliceCells, model: Model, metrics: list[tuple[float, RankedMetric]], *, is_banded: bool
) -> Line:
    measured = [(at, metric.estimate(cells, model)) for at, metric in metrics]
    known = [(at, one) for at, one in measured if math.isfinite(one.estimate.value)]
    points = tuple((at, one.estimate.value) for at, one in known)
    if not is_banded:
        return Line(model.name.lower(), points)
    bounds = (one.bounds(_ALPHA) for _, one in known)
    band = tuple((0.0, 1.0) if math.isnan(low) or math.isnan(high) else (low, high) for low, high in bounds)
    return Line(model.name.lower(), points, band=band)
