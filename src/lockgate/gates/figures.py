"""The plots of a judged model: calibration curves, and each gate's slices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lockgate.domain.figure import CurveFigure, Figure, IntervalFigure, IntervalRow, Line
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.gates.buckets import ECE_BINS, tenth_of_coarse
from lockgate.gates.cells import Cells, Model, SliceCells
from lockgate.gates.decide import bars
from lockgate.gates.metric import Direction
from lockgate.gates.spec import MetricGate, ModelGateSpec, NotWorse, SliceScope

__all__ = ["MOST_ROWS", "model_figures"]

MOST_ROWS = 40
"""Slices shown in one plot; the worst."""

_WORST_FIRST = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS)


def model_figures(spec: ModelGateSpec, cells: Cells, findings: Sequence[Finding]) -> tuple[Figure, ...]:
    """Return the plots of a judged model.

    Parameters
    ----------
    spec, cells
        As in `lockgate.gates.judge.judge`.
    findings : sequence of Finding
        What it returned.

    Returns
    -------
    tuple of Figure
        The calibration curve, then one interval plot for each gate with slices; nothing where there are no rows.
    """
    whole = cells.slice(0)
    if whole.n == 0:
        return ()
    models = (Model.BASELINE, Model.CANDIDATE) if cells.plan.baseline is not None else (Model.CANDIDATE,)
    lines = tuple(_reliability(whole, model) for model in models)
    title = "When the model says p, how often does it happen?"
    curve = CurveFigure(title, "predicted probability", "observed rate", lines, diagonal=True)
    sliced = [gate for gate in spec.gates if gate.slices is SliceScope.ALL]
    plots = (_slices(gate, [one for one in findings if _is_of(one, gate)]) for gate in sliced)
    return (curve, *(plot for plot in plots if plot is not None))


def _reliability(cells: SliceCells, model: Model) -> Line:
    """Return one point a tenth of [0, 1] that has rows: mean score, observed rate, rows."""
    joint = cells.joint
    bucket = joint.bucket_candidate if model is Model.CANDIDATE else joint.bucket_baseline
    bins = tenth_of_coarse()[bucket]
    sums = (joint.n, joint.column(f"p_{model.name.lower()}"), joint.n * joint.positive)
    rows, predicted, seen = (np.bincount(bins, values, minlength=ECE_BINS) for values in sums)
    used = [at for at in range(ECE_BINS) if rows[at]]
    points = tuple((float(predicted[at] / rows[at]), float(seen[at] / rows[at])) for at in used)
    return Line(model.name.lower(), points, tuple(int(rows[at]) for at in used))


def _is_of(finding: Finding, gate: MetricGate) -> bool:
    is_same = finding.check == gate.metric and finding.required == str(gate.requirement)
    return is_same and bool(finding.subject.slice)


def _slices(gate: MetricGate, findings: Sequence[Finding]) -> IntervalFigure | None:
    rows = [(finding, row) for finding in findings if (row := _row(finding)) is not None]
    if not rows:
        return None
    is_higher_better = gate.definition.direction is Direction.HIGHER
    rows.sort(
        key=lambda pair: (
            _WORST_FIRST.index(pair[0].verdict),
            pair[1].lower if is_higher_better else -pair[1].upper,
            pair[1].label,
        )
    )
    shown = tuple(row for _, row in rows[:MOST_ROWS])
    most = f" (the {len(shown)} worst of {len(rows):,} slices)" if len(shown) < len(rows) else ""
    is_paired = isinstance(gate.requirement, NotWorse)
    x_label = f"{gate.metric}, candidate − baseline" if is_paired else gate.metric
    ends = bars(gate)
    question = f"In which slices is {gate.metric} {gate.requirement}?{most}"
    return IntervalFigure(question, x_label, shown, ends[0] if len(ends) == 1 else None)


def _row(finding: Finding) -> IntervalRow | None:
    interval = finding.interval
    if interval is None or not isinstance(finding.observed, float):
        return None
    if interval.lower is None or interval.upper is None:
        return None
    label = " × ".join(f"{column}={value}" for column, value in finding.subject.slice)
    return IntervalRow(
        label, finding.observed, interval.lower, interval.upper, finding.n or 0, finding.verdict.value
    )
