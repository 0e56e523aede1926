"""The plots of a judged model: those of its task, and each gate's slices."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.figure import Figure, IntervalFigure, IntervalRow
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import bars
from lockgate.gates.metric import Direction
from lockgate.gates.spec import MetricGate, ModelGateSpec, NotWorse, SliceScope
from lockgate.gates.task_kinds import TaskCells, kind_of

__all__ = ["MOST_ROWS", "model_figures"]

MOST_ROWS = 40
"""Slices shown in one plot; the worst."""

_WORST_FIRST = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS)


def model_figures(spec: ModelGateSpec, cells: TaskCells, findings: Sequence[Finding]) -> tuple[Figure, ...]:
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
        Those of the task, such as a classifier's calibration curve, then one interval plot for each gate with slices;
        nothing where there are no rows.
    """
    if cells.slice(0).n == 0:
        return ()
    sliced = [gate for gate in spec.gates if gate.slices is SliceScope.ALL]
    plots = (_slices(gate, [one for one in findings if _is_of(one, gate)]) for gate in sliced)
    return (*kind_of(spec.task).figures(cells), *(plot for plot in plots if plot is not None))


def _is_of(finding: Finding, gate: MetricGate) -> bool:
    is_same = finding.check == gate.called and finding.required == str(gate.requirement)
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
    x_label = f"{gate.called}, candidate − baseline" if is_paired else gate.called
    ends = bars(gate)
    question = f"In which slices is {gate.called} {gate.requirement}?{most}"
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
