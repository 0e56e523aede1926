"""Judge gaps between groups: every pair by its bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lockgate.domain.codes import Reason
from lockgate.domain.errors import did_you_mean
from lockgate.domain.finding import Finding, Interval, Scalar, Subject
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import Judgement, decide_all
from lockgate.gates.family import family_of
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.gaps.gap import Ahead, look_ahead
from lockgate.gates.gaps.groups import Pair, Values, grouped, pairs_of, weighted_pairs
from lockgate.gates.gaps.wording import gap_summary, group_name, pair_key
from lockgate.gates.measurement import Measurement
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task_kinds import TaskCells, kind_of
from lockgate.gates.wording import told_among, told_units
from lockgate.stats.decision import Decision, decide_at_least, decide_at_most, decide_between, interval_alpha

__all__ = ["broken_gap", "decide_gap", "judge_gap"]

_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.BAR_MISSED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}

_WORST_FIRST = (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)


def judge_gap(spec: ModelGateSpec, gate: GapGate, cells: TaskCells, *, seed: int = 0) -> tuple[Finding, ...]:
    """Judge every pair of a gate's groups.

    All pairs, of all metrics and strata, are one family: each passes by its own bounds, and any fails by Holm. With
    ``within`` the gaps that are weighted over strata are a second family.

    Parameters
    ----------
    spec, cells, seed
        As in `lockgate.gates.judge.judge`; the cells hold what the spec asks.
    gate : GapGate
        One of the spec's.

    Returns
    -------
    tuple of Finding
        Weighted gaps first, then metric by metric the worst pair first; one ``INCONCLUSIVE`` where there are not two
        groups.

    Raises
    ------
    ParameterError
        If the groups make too many pairs.
    """
    groups = grouped(spec, gate, cells, seed=seed)
    if len(groups.groups) < 2:  # noqa: PLR2004 - a gap has two sides
        seen = f"only {group_name(groups.groups[0])} has rows" if groups.groups else "no group has rows"
        text = f"unknown: {seen}, so there is nothing to compare"
        return tuple(
            _plain(spec, gate, check, (Verdict.INCONCLUSIVE, Reason.SLICE_MISSING, text))
            for check in gate.checks
        )
    units = kind_of(spec.task).unit(cells)[1]
    judge = _GapJudge(spec, gate, units, tuple(dict.fromkeys(group for _, group in groups.views)))
    at_all = range(len(gate.metrics))
    weighted = [(at, pair) for at in at_all for pair in weighted_pairs(gate, at, groups)] if gate.within else []
    single = [(at, pair) for at in at_all for pair in pairs_of(gate, at, groups)]
    return (*judge.findings(weighted), *judge.findings(single))


def broken_gap(
    spec: ModelGateSpec, gate: GapGate, reason: str, text: str, *, n: int | None = None
) -> Iterator[Finding]:
    """Yield one ``ERROR`` for each metric of a gate that could not be asked."""
    for check in gate.checks:
        yield _plain(spec, gate, check, (Verdict.ERROR, reason, text), n=n)


def decide_gap(gate: GapGate, bounds: tuple[float, float]) -> Decision:
    """Decide whether a gap with these bounds lies in the range that a gate asks for."""
    low, high = gate.ends
    if math.isinf(high):
        return decide_at_least(*bounds, low)
    if math.isinf(low):
        return decide_at_most(*bounds, high)
    return decide_between(*bounds, low, high)


@dataclass(frozen=True, slots=True)
class _GapJudge:
    """Judges one family of a gate; `seen` are the groups that have rows."""

    spec: ModelGateSpec
    gate: GapGate
    units: str
    seen: tuple[Values, ...]

    def findings(self, family: Sequence[tuple[int, Pair]]) -> list[Finding]:
        judged = decide_all(
            partial(decide_gap, self.gate),
            [pair.gap for _, pair in family],
            self.spec.alpha,
            among=self.spec.among,
        )
        found = [
            (
                at,
                _WORST_FIRST.index(one.verdict),
                -self._excess(pair),
                self._finding(at, pair, one),
            )
            for (at, pair), one in zip(family, judged, strict=True)
        ]
        return [finding for *_, finding in sorted(found, key=lambda one: one[:3])]

    def _excess(self, pair: Pair) -> float:
        """Return how far a gap is beyond its nearest end; negative inside the range, least where nothing is known."""
        value = pair.gap.estimate.value
        return -math.inf if math.isnan(value) else max(self.gate.ends[0] - value, value - self.gate.ends[1])

    def _finding(self, at: int, pair: Pair, judged: Judgement) -> Finding:
        gate, gap = self.gate, pair.gap
        ahead = look_ahead(gap, gate.ends, alpha=self.spec.pass_alpha, power=self.spec.power)
        value = gap.estimate.value
        is_open = judged.verdict is Verdict.INCONCLUSIVE
        n_more = ahead.n_more if is_open else None
        check = gate.checks[at]
        is_missing = is_open and gap.undefined == "no rows"
        reason = Reason.METRIC_UNDEFINED if gap.undefined else _REASONS[judged.verdict]
        return Finding(
            check=gate.adjusted(check) if pair.is_weighted else gate.in_strata(check),
            subject=Subject(self.spec.table, (self.spec.name,), pair_key(gate, pair)),
            verdict=judged.verdict,
            reason=Reason.SLICE_MISSING if is_missing else reason,
            summary=gap_summary(gate, pair, judged, ahead, self.spec.alpha),
            observed=value if math.isfinite(value) else None,
            required=str(gate.requirement),
            n=gap.estimate.n,
            interval=_interval(pair, judged, self.spec.among),
            mde=ahead.mde,
            n_more=n_more,
            family=family_of("pair", judged),
            details=(*told_units(n_more, self.units), *self._details(pair, ahead if is_open else Ahead())),
            hint=self._named(pair) if is_missing else _hint(gap.undefined, n_more) if is_open else "",
            severity=gate.severity,
            why=gate.why,
            owner=gate.owner,
            runbook=gate.runbook,
            tags=gate.tags,
            origin=gate.origin,
        )

    def _named(self, pair: Pair) -> str:
        """Return which group may have been meant by one that has no rows anywhere."""
        absent = [group_name(group) for group in (pair.first, pair.second) if group not in self.seen]
        known = [group_name(group) for group in self.seen]
        return " ".join(did_you_mean(name, known) for name in absent)

    def _details(self, pair: Pair, ahead: Ahead) -> tuple[tuple[str, Scalar], ...]:
        found: list[tuple[str, Scalar]] = []
        more = ahead.more or (None, None)
        for name, group, side, rows in zip(
            ("group", "against"),
            (pair.first, pair.second),
            (pair.gap.first, pair.gap.second),
            more,
            strict=True,
        ):
            found += [(name, group_name(group)), *_numbers(name, side, interval_alpha(self.spec.alpha))]
            found += [] if rows is None else [(f"{name}_more_rows", rows)]
        return tuple(found)


def _numbers(name: str, side: Measurement, alpha: float) -> list[tuple[str, Scalar]]:
    """Return value, bounds and rows of one side; a number that does not exist is left out."""
    lower, upper = side.bounds(alpha)
    numbers = {"value": side.estimate.value, "lower": lower, "upper": upper}
    known = [(f"{name}_{key}", value) for key, value in numbers.items() if math.isfinite(value)]
    return [*known, (f"{name}_rows", side.estimate.n)]


def _hint(undefined: str, n_more: int | None) -> str:
    if undefined and n_more is None:
        return "judge rows in which both groups have what the metric needs; unknown is not fair"
    return "label more rows of these groups; unknown is not fair"


def _interval(pair: Pair, judged: Judgement, among: int) -> Interval | None:
    if math.isnan(judged.lower) or math.isnan(judged.upper):
        return None
    upper = None if math.isinf(judged.upper) else judged.upper
    return Interval(judged.lower, upper, judged.alpha, pair.gap.method + told_among(among))


def _plain(
    spec: ModelGateSpec, gate: GapGate, check: str, because: tuple[Verdict, str, str], *, n: int | None = None
) -> Finding:
    """Return a finding without numbers; `because` is the verdict, its reason code, and what was seen."""
    return Finding(
        check=check,
        subject=Subject(spec.table, (spec.name,)),
        verdict=because[0],
        reason=because[1],
        summary=because[2],
        required=str(gate.requirement),
        n=n,
        severity=gate.severity,
        why=gate.why,
        owner=gate.owner,
        runbook=gate.runbook,
        tags=gate.tags,
        origin=gate.origin,
    )
