"""Judge a model: from a spec and cells to findings. Pure, so a stored state replays to the same verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lockgate.domain.codec import round_float
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError, ParameterError, StateError, did_you_mean
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Verdict
from lockgate.gates.against import measure
from lockgate.gates.blocks import Seen, measured
from lockgate.gates.cells import Cells, own_needs
from lockgate.gates.decide import Judgement, bars, decide_family, decide_roles
from lockgate.gates.family import family_of
from lockgate.gates.fewer_bins import fewer_bins, told_first
from lockgate.gates.gaps.judge import broken_gap, judge_gap
from lockgate.gates.measurement import Measurement
from lockgate.gates.metric import name_with
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.mix_measurement import MixMeasurement, mix_details, mix_words
from lockgate.gates.mix_reading import read_mix
from lockgate.gates.outlook import outlook
from lockgate.gates.predicted import name_of
from lockgate.gates.role import Role
from lockgate.gates.seen import seen_of
from lockgate.gates.slicing import SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import SliceView, TaskCells, kind_of
from lockgate.gates.wording import compared, number, summary, told_among, told_units
from lockgate.gates.worst_first import worst_first

__all__ = ["error_findings", "judge"]

_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.BAR_MISSED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}

_LABEL_MORE = "label more such {}, or change the bar on purpose"
_HIDDEN = "scores that share a bucket hide as much as the bar is away, however many the rows: change the bar on purpose"
_GUARDRAIL = {Verdict.FAIL: "guardrail broken", Verdict.INCONCLUSIVE: "guardrail not proven"}
_NO_TRADE = "no gain elsewhere makes up for a guardrail: mend the candidate, or change the bar on purpose"
_NO_NUMBER = "judge {} that have what the metric needs, or ask another (`lockgate explain {}`)"


def judge(spec: ModelGateSpec, cells: TaskCells, *, seed: int = 0) -> tuple[Finding, ...]:
    """Judge every gate of a spec, on all rows and on its slices.

    Rows that no metric can use (of a classifier: a score that is null, NaN or outside [0, 1], a label that is null or
    neither of two values; of other tasks: a number that is null or not finite) make every gate ``ERROR``: to leave
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
        For each gate, in order: all rows, then its slices and then the pinned ones, each the worst first, then
        the slices that have no rows. Then the gaps between groups.

    Raises
    ------
    StateError
        If the cells were counted for another spec: what they lack would read as zero.
    """
    _require_fitting(spec, cells)
    problem = kind_of(spec.task).unusable(cells)
    if problem:
        return tuple(_all_broken(spec, Reason.METRIC_UNDEFINED, problem, cells.quality.rows))
    asked = {0, *(cells.plan.sets.index(spec.members(one)) for one in spec.slice_sets if one in spec.cut_sets)}
    judged = [at for at, (where, _) in enumerate(cells.keys) if where in asked and cells.is_judged(at)]
    views = seen_of(spec, cells, judged, seed=seed)
    missing = {
        key: did_you_mean(value, cells.values_of(called))
        for key in cells.missing(asked)
        for called, value in key[-1:]
    }
    judges = [_GateJudge(spec, gate, kind_of(spec.task).unit(cells)[1]) for gate in spec.gates]
    overall = [one.overall(views[0], cells, seed=seed) for one in judges]
    judged_overall = decide_roles(spec.gates, overall, spec.alpha, among=spec.among)
    found: list[Finding] = []
    fewer = fewer_bins(spec, cells)
    for one, own, judged_one in zip(judges, overall, judged_overall, strict=True):
        found.append(one.finding(views[0].view, own, judged_one, own, one.gate.role.gates))
        found += told_first(one.of_slices(own, views[1:], missing), fewer)
    for gap in spec.fairness:
        try:
            found += judge_gap(spec, gap, cells, seed=seed)
        except ParameterError as error:
            found += broken_gap(
                spec, gap, Reason.NOT_ASKABLE, f"{error.where}: {error.text}", n=cells.quality.rows
            )
    return tuple(found)


def _all_broken(spec: ModelGateSpec, reason: str, text: str, n: int | None) -> Iterator[Finding]:
    for gate in spec.gates:
        yield _broken(spec, gate, reason, text, n)
    for gap in spec.fairness:
        yield from broken_gap(spec, gap, reason, text, n=n)


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
    cuts = [cut.called.lower() for cut in plan.cuts if cut.block is None]
    dimensions = [one.called.lower() for one in spec.dimensions]
    if cuts != dimensions or not {spec.members(one) for one in spec.cut_sets} <= set(plan.sets):
        raise StateError.unreadable("cells", f"they were cut by {cuts}, and {dimensions} is asked")
    _require_needs(spec, cells)


def _require_needs(spec: ModelGateSpec, cells: TaskCells) -> None:
    plan = cells.plan
    for gate in spec.gates:
        is_sliced = gate.worst_mix is not None or (gate.slices is not SliceScope.NONE and bool(spec.slice_sets))
        needs = _read(cells, gate.definition.needs, is_paired=gate.is_paired)
        sliced = needs <= set(plan.slice_needs) and len(plan.sets) > 1
        if not needs <= set(plan.needs) or (is_sliced and not sliced):
            raise StateError.unreadable("cells", f"they do not hold what `{gate.called}` needs")
    for gap in spec.fairness:
        found = frozenset(need for definition in gap.definitions for need in definition.needs)
        if not _read(cells, found, is_paired=False) <= set(plan.slice_needs):
            raise StateError.unreadable("cells", f"they do not hold what `{gap.checks[0]}` needs")


def _read(cells: TaskCells, needs: frozenset[Any], *, is_paired: bool) -> frozenset[Any]:
    """Return what is read of cells: `needs`, and of a binary classifier the squares of one model's own losses."""
    return needs if is_paired or not isinstance(cells, Cells) else needs | own_needs(needs)


def _named(given: object, names: Sequence[str]) -> tuple[object, ...]:
    values = (getattr(given, name) for name in names)
    return tuple(round_float(value) if isinstance(value, float) else value for value in values)


def error_findings(spec: ModelGateSpec, error: LockgateError) -> tuple[Finding, ...]:
    """Return one ``ERROR`` a gate and metric, for a table whose cells could not be read."""
    text = f"{error.where}: {error.text}"
    broken = _all_broken(spec, Reason.NOT_ASKABLE, text, None)
    return tuple(replace(finding, hint=error.hint) for finding in broken)


@dataclass(frozen=True, slots=True)
class _GateJudge:
    """Judges one gate."""

    spec: ModelGateSpec
    gate: MetricGate
    units: str

    def of_slices(
        self, overall: Measurement, slices: Sequence[Seen], missing: Mapping[SliceKey, str]
    ) -> Iterator[Finding]:
        """Yield the findings on slices, a family after the other; none where only all rows are judged.

        `missing` has what to do about each slice that was named and has no rows.
        """
        if self.gate.slices is SliceScope.NONE:
            return
        for called, is_of in self._families():
            family = [seen for seen in slices if is_of(seen.view.key)]
            own_family = [self.measure(seen) for seen in family]
            judged_family = decide_family(self.gate, own_family, self.spec.alpha, among=self.spec.among)
            judged_slices = [
                self.finding(seen.view, own, one, overall, called)
                for seen, own, one in zip(family, own_family, judged_family, strict=True)
            ]
            yield from worst_first(self.gate, judged_slices)
            yield from (self._absent(key, hint) for key, hint in missing.items() if is_of(key))

    def _families(self) -> Iterator[tuple[str, Callable[[SliceKey], bool]]]:
        """Yield what the slices of each family are called, and which they are."""
        pins = {dimension.called for dimension in self.spec.pinned or ()}
        if self.gate.slices is SliceScope.ALL:
            yield "slice", lambda key: not _is_pinned(key, pins)
        yield "pinned slice", lambda key: _is_pinned(key, pins)

    def overall(self, whole: Seen, cells: TaskCells, *, seed: int) -> Measurement:
        """Return what the gate measures on all rows: as they are, or in the worst mix of groups."""
        mix = self.gate.worst_mix
        return self.measure(whole) if mix is None else read_mix(self.spec, self.gate, mix, cells, seed=seed)

    def measure(self, seen: Seen) -> Measurement:
        """Return what the gate measures on some rows."""
        return measure(self.gate, partial(measured, seen))

    def finding(
        self, cells: SliceView, own: Measurement, judged: Judgement, whole: Measurement, noun: str
    ) -> Finding:
        """Return what was seen on some rows; `whole` is all of them, `noun` what one of their family is called."""
        ahead = outlook(own, whole, ends=bars(self.gate), alpha=self.spec.pass_alpha, power=self.spec.power)
        is_open = judged.verdict is Verdict.INCONCLUSIVE
        n_more = ahead.n_more if is_open else None
        value = own.estimate.value
        return Finding(
            check=self.gate.called,
            subject=_subject(self.spec, self.gate, cells.key),
            verdict=judged.verdict,
            reason=Reason.METRIC_UNDEFINED if own.undefined and math.isnan(value) else _REASONS[judged.verdict],
            summary=self._summary(own, judged, ahead.mde, n_more),
            observed=value if math.isfinite(value) else None,
            required=str(self.gate.requirement),
            n=cells.rows,
            interval=_interval(own, judged, self.spec.among),
            mde=ahead.mde,
            n_more=n_more,
            family=family_of(noun, judged),
            details=(
                *told_units(n_more, self.units),
                *(mix_details(own) if isinstance(own, MixMeasurement) else ()),
            ),
            hint=_HIDDEN if is_open and ahead.is_hidden else self._hint(own, judged.verdict, n_more),
            severity=self.gate.severity,
            why=self.gate.why,
            owner=self.gate.owner,
            runbook=self.gate.runbook,
            tags=self.gate.tags,
            origin=self.gate.origin,
        )

    def _summary(self, own: Measurement, judged: Judgement, mde: float | None, n_more: int | None) -> str:
        plain = summary(own, judged, mde, n_more, compared=compared(self.gate), units=self.units)
        seen = f"{self._mix(own, judged)}; at worst {plain}" if isinstance(own, MixMeasurement) else plain
        is_told = self.gate.role is Role.GUARDRAIL and judged.verdict in _GUARDRAIL
        return f"{_GUARDRAIL[judged.verdict]}: {seen}" if is_told else seen

    def _mix(self, own: MixMeasurement, judged: Judgement) -> str:
        """Return what the worst mix would do to the metric, or to its difference from the baseline's."""
        against = compared(self.gate)
        name = name_with(self.gate.metric, self.gate.arguments) + (f" ({against})" if against else "")
        return mix_words(own, name, (judged.lower, judged.upper))

    def _hint(self, own: Measurement, verdict: Verdict, n_more: int | None) -> str:
        if verdict is not Verdict.INCONCLUSIVE:
            is_broken = verdict is Verdict.FAIL and self.gate.role is Role.GUARDRAIL
            return _NO_TRADE if is_broken else ""
        if own.undefined and n_more is None and math.isnan(own.estimate.value):
            return _NO_NUMBER.format(self.units, self.gate.metric)
        return _LABEL_MORE.format(self.units)

    def _absent(self, key: SliceKey, hint: str) -> Finding:
        named = ", ".join(f"{column}={value}" for column, value in key)
        found = _plain(
            self.spec,
            self.gate,
            Verdict.INCONCLUSIVE,
            (Reason.SLICE_MISSING, f"no rows have {named}"),
            key=key,
            n=0,
        )
        return replace(found, hint=hint)


def _is_pinned(key: SliceKey, pins: set[str]) -> bool:
    return len(key) == 1 and key[0][0] in pins


def _interval(measured: Measurement, judged: Judgement, among: int) -> Interval | None:
    if math.isnan(judged.lower) or math.isnan(judged.upper):
        return None
    slack = f", ± {number(measured.slack)} for binned scores" if measured.slack else ""
    return Interval(judged.lower, judged.upper, judged.alpha, measured.method + slack + told_among(among))


def _subject(spec: ModelGateSpec, gate: MetricGate, key: SliceKey) -> Subject:
    against = (
        (name_of(spec.baseline),)
        if isinstance(gate.requirement, NotWorse) and spec.baseline is not None
        else ()
    )
    return Subject(spec.table, (spec.name, *against), key)


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
