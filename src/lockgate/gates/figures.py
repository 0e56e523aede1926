"""The plots of a judged model: those of its task, and each gate's slices."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.domain.figure import Figure, IntervalFigure
from lockgate.domain.finding import Finding
from lockgate.gates.decide import bars
from lockgate.gates.gaps.figures import gap_figures
from lockgate.gates.interval_row import interval_row
from lockgate.gates.metric_gate import MetricGate, SliceScope
from lockgate.gates.mix_figure import mix_figure
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.gates.wording import compared
from lockgate.gates.worst_first import worst_first

__all__ = ["MOST_ROWS", "model_figures"]

MOST_ROWS = 40
"""Slices shown in one plot; the worst."""


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
        Those of the task, such as a classifier's calibration curve, then one for each gate with slices and each with
        a worst mix, then two for each metric that is compared between groups; nothing where there are no rows.
    """
    if cells.slice(0).n == 0:
        return ()
    sliced = [gate for gate in spec.gates if gate.slices is not SliceScope.NONE]
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        if one.subject.slice:
            found.setdefault((one.check, one.required), []).append(one)
    plots = (_slices(gate, found.get((gate.called, str(gate.requirement)), [])) for gate in sliced)
    gaps = (plot for gap in spec.fairness for plot in gap_figures(gap, findings, MOST_ROWS))
    mixes = (mix_figure(spec, gate, cells, findings) for gate in spec.gates if gate.worst_mix is not None)
    own = (plot for plot in (*plots, *mixes) if plot is not None)
    return (*kind_of(spec.task).figures(cells), *own, *gaps)


def _slices(gate: MetricGate, findings: Sequence[Finding]) -> IntervalFigure | None:
    rows = [row for finding in worst_first(gate, findings) if (row := interval_row(finding)) is not None]
    if not rows:
        return None
    shown = tuple(rows[:MOST_ROWS])
    most = f" (the {len(shown)} worst of {len(rows):,} slices)" if len(shown) < len(rows) else ""
    x_label = ", ".join(part for part in (gate.called, compared(gate)) if part)
    ends = bars(gate)
    question = f"In which slices is {gate.called} {gate.requirement}?{most}"
    return IntervalFigure(question, x_label, shown, ends[0] if len(ends) == 1 else None)
