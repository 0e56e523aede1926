"""The plot of a worst mix: the metric of each group, and how much larger its share becomes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lockgate.domain.figure import IntervalRow, MixFigure, MixRow
from lockgate.domain.finding import Finding
from lockgate.gates.decide import bars
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.mix_measurement import MixMeasurement
from lockgate.gates.mix_reading import read_mix
from lockgate.gates.slicing import slice_set_name
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.gates.wording import compared, number
from lockgate.stats.decision import interval_alpha

__all__ = ["mix_figure"]


def mix_figure(
    spec: ModelGateSpec, gate: MetricGate, cells: TaskCells, findings: Sequence[Finding]
) -> MixFigure | None:
    """Return the plot of a gate on a worst mix, the groups that gain most first; None where it has no number.

    Parameters
    ----------
    spec, cells
        As in `lockgate.gates.judge.judge`.
    gate : MetricGate
        One of the spec's.
    findings : sequence of Finding
        What was found.
    """
    found = next(
        (one for one in findings if one.check == gate.called and one.required == str(gate.requirement)), None
    )
    is_usable = gate.worst_mix is not None and not kind_of(spec.task).unusable(cells)
    if gate.worst_mix is None or found is None or not is_usable:
        return None
    mix = read_mix(spec, gate, gate.worst_mix, cells, seed=0)  # a mean draws nothing
    if not isinstance(mix, MixMeasurement):
        return None
    level = interval_alpha(spec.pass_alpha)
    weights = mix.weights.tolist()
    order = sorted(range(len(mix.names)), key=lambda at: mix.shares[at] - weights[at])
    rows = tuple(
        MixRow(
            mix.names[at],
            mix.parts[at].estimate.value,
            *mix.parts[at].bounds(level),
            mix.shares[at],
            weights[at],
        )
        for at in order
    )
    interval = found.interval
    lower, upper = (None, None) if interval is None else (interval.lower, interval.upper)
    ends = (math.nan if lower is None else lower, math.nan if upper is None else upper)
    worst = IntervalRow("worst mix", mix.estimate.value, *ends, found.n or 0, found.verdict.value)
    groups = slice_set_name(gate.worst_mix.groups)
    return MixFigure(
        f"In which mix of {groups} is {gate.metric} worst?",
        ", ".join(part for part in (gate.metric, compared(gate)) if part),
        f"each at most {number(mix.factor)} times its share",
        rows,
        mix.as_seen,
        worst,
        bars(gate)[0],
    )
