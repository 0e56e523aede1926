"""Judge a model: from a spec and cells to findings. Pure, so a stored state replays to the same verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from lockgate.domain.codec import round_float
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError, StateError
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Verdict
from lockgate.gates.blocks import Seen, measured
from lockgate.gates.cells import Model
from lockgate.gates.decide import Judgement, bars, decide_family
from lockgate.gates.measurement import Measurement
from lockgate.gates.outlook import outlook
from lockgate.gates.predicted import name_of
from lockgate.gates.slicing import SliceKey
from lockgate.gates.spec import MetricGate, ModelGateSpec, NotWorse, SliceScope
from lockgate.gates.task_kinds import SliceView, TaskCells, kind_of
from lockgate.gates.wording import number, summary

__all__ = ["error_findings", "judge"]

_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.BAR_MISSED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}

_LABEL_MORE = "label more such rows, or change the bar on purpose"


def judge(spec: ModelGateSpec, cells: TaskCells, *, seed: int = 0) -> tuple[Finding, ...]:
    """Judge every gate of a spec, on all rows and on its slices.

    Rows that no metric can use (of a classifier: a score that is null, NaN or outside [0, 1], a label that is null or
    neither of two values; of a regression: a number that is null or not finite) make every gate ``ERROR``: to leave
    them out would be to choose the rows.

    Parameters
    ----------
    spec : ModelGateSpec
        What is asked.
    cells : TaskCells
        What was counted by the task's `collect` with the same spec; see `lockgate.gates.task_kinds`.
    seed : int, default=0
        Seed of the metrics that draw.

    Returns
    -------
    tuple of Finding
        For each gate, in order: all rows, then its slices in order, then the slices that have no rows.

    Raises
    ------
    StateError
        If the cells were counted for another spec: what they lack would read as zero.
    """
    _require_fitting(spec, cells)
    problem = kind_of(spec.task).unusable(cells)
    if problem:
        return tuple(
            _broken(spec, gate, Reason.METRIC_UNDEFINED, problem, cells.quality.rows) for gate in spec.gates
        )
    without, blocks = kind_of(spec.task).without, cells.blocks()
    views = [
        Seen(
            cells.slice(at, seed=seed),
            None if spec.blocks is None else [cells.slice(part, seed=seed) for part in blocks.get(at, ())],
            without,
        )
        for at in range(len(cells.keys))
        if cells.is_judged(at)
    ]
    missing = tuple(cells.missing())
    return tuple(
        finding
        for gate in spec.gates
        for finding in _GateJudge(spec, gate).findings(views[0], views[1:], missing)
    )


def _require_fitting(spec: ModelGateSpec, cells: TaskCells) -> None:
    kind, plan = kind_of(spec.task), cells.plan
    if not isinstance(cells, kind.cells):
        raise StateError.unreadable("cells", f"they were not counted for a {spec.task.value}")
    asked, counted = (_named(given, kind.asked) for given in (spec, plan))
    if asked != counted:
        raise StateError.unreadable("cells", f"they were counted for {counted}, and {asked} is asked")
    if (spec.weight or "") != plan.weight.column:
        raise StateError.unreadable(
            "cells", f"they were weighed by {plan.weight.column!r}, not {spec.weight!r}"
        )
    for gate in spec.gates:
        is_sliced = gate.slices is SliceScope.ALL
        sliced = gate.definition.needs <= set(plan.slice_needs) and len(plan.sets) > 1
        if not gate.definition.needs <= set(plan.needs) or (is_sliced and not sliced):
            raise StateError.unreadable("cells", f"they do not hold what `{gate.called}` needs")


def _named(given: object, names: Sequence[str]) -> tuple[object, ...]:
    values = (getattr(given, name) for name in names)
    return tuple(round_float(value) if isinstance(value, float) else value for value in values)


def error_findings(spec: ModelGateSpec, error: LockgateError) -> tuple[Finding, ...]:
    """Return one ``ERROR`` a gate, for a table whose cells could not be read."""
    text = f"{error.where}: {error.text}"
    broken = (_broken(spec, gate, Reason.NOT_ASKABLE, text, None) for gate in spec.gates)
    return tuple(replace(finding, hint=error.hint) for finding in broken)


@dataclass(frozen=True, slots=True)
class _GateJudge:
    """Judges one gate."""

    spec: ModelGateSpec
    gate: MetricGate

    def findings(self, whole: Seen, slices: Sequence[Seen], missing: Sequence[SliceKey]) -> tuple[Finding, ...]:
        overall = self._measure(whole)
        judged = decide_family(self.gate, [overall], self.spec.alpha)[0]
        first = self._finding(whole.view, overall, judged, overall, "")
        if self.gate.slices is SliceScope.NONE:
            return (first,)
        measured = [self._measure(cells) for cells in slices]
        family = decide_family(self.gate, measured, self.spec.alpha)
        how = f"; a slice fails by Holm over {len(slices):,}"
        found = [
            self._finding(seen.view, own, one, overall, how)
            for seen, own, one in zip(slices, measured, family, strict=True)
        ]
        return (first, *found, *(self._absent(key) for key in missing))

    def _measure(self, seen: Seen) -> Measurement:
        metric = self.gate.definition
        if isinstance(self.gate.requirement, NotWorse):
            return measured(seen, metric.difference)
        return measured(seen, partial(metric.estimate, model=Model.CANDIDATE))

    def _finding(
        self, cells: SliceView, own: Measurement, judged: Judgement, whole: Measurement, how: str
    ) -> Finding:
        ahead = outlook(own, whole, ends=bars(self.gate), alpha=self.spec.alpha, power=self.spec.power)
        is_open = judged.verdict is Verdict.INCONCLUSIVE
        n_more = ahead.n_more if is_open else None
        value = own.estimate.value
        return Finding(
            check=self.gate.called,
            subject=_subject(self.spec, self.gate, cells.key),
            verdict=judged.verdict,
            reason=Reason.METRIC_UNDEFINED if own.undefined else _REASONS[judged.verdict],
            summary=summary(
                own, judged, ahead.mde, n_more, is_paired=isinstance(self.gate.requirement, NotWorse)
            ),
            observed=value if math.isfinite(value) else None,
            required=str(self.gate.requirement),
            n=cells.rows,
            interval=_interval(own, judged, how),
            mde=ahead.mde,
            n_more=n_more,
            hint=_LABEL_MORE if n_more is not None else "",
            severity=self.gate.severity,
            why=self.gate.why,
            owner=self.gate.owner,
            runbook=self.gate.runbook,
            tags=self.gate.tags,
            origin=self.gate.origin,
        )

    def _absent(self, key: SliceKey) -> Finding:
        named = ", ".join(f"{column}={value}" for column, value in key)
        return _plain(
            self.spec,
            self.gate,
            Verdict.INCONCLUSIVE,
            (Reason.SLICE_MISSING, f"no rows have {named}"),
            key=key,
            n=0,
        )


def _interval(measured: Measurement, judged: Judgement, how: str) -> Interval | None:
    if math.isnan(judged.lower) or math.isnan(judged.upper):
        return None
    slack = f", ± {number(measured.slack)} for binned scores" if measured.slack else ""
    return Interval(judged.lower, judged.upper, judged.alpha, measured.method + slack + how)


def _subject(spec: ModelGateSpec, gate: MetricGate, key: SliceKey) -> Subject:
    against = (
        (name_of(spec.baseline),)
        if isinstance(gate.requirement, NotWorse) and spec.baseline is not None
        else ()
    )
    return Subject(spec.table, (name_of(spec.candidate), *against), key)


def _broken(spec: ModelGateSpec, gate: MetricGate, reason: str, text: str, n: int | None) -> Finding:
    return _plain(spec, gate, Verdict.ERROR, (reason, text), key=(), n=n)


def _plain(
    spec: ModelGateSpec,
    gate: MetricGate,
    verdict: Verdict,
    because: tuple[str, str],
    *,
    key: SliceKey,
    n: int | None,
) -> Finding:
    """Return a finding without numbers; `because` is the reason code and what was seen."""
    return Finding(
        check=gate.called,
        subject=_subject(spec, gate, key),
        verdict=verdict,
        reason=because[0],
        summary=because[1],
        required=str(gate.requirement),
        n=n,
        severity=gate.severity,
        why=gate.why,
        owner=gate.owner,
        runbook=gate.runbook,
        tags=gate.tags,
        origin=gate.origin,
    )
