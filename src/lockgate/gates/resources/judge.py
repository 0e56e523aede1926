"""From measured costs to findings."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.resources.measures import Floats, ModelCosts, Source
from lockgate.gates.resources.spec import CostMargin, ResourceGate, ResourceSpec
from lockgate.gates.wording import number
from lockgate.stats.decision import (
    Decision,
    decide_at_least,
    decide_at_most,
    decide_between,
    decide_not_worse,
    interval_alpha,
)
from lockgate.stats.order_statistics import (
    quantile_bounds,
    quantile_difference_bounds,
    quantile_ratio_bounds,
    sample_quantile,
    values_needed,
)

__all__ = ["judge_costs"]

_METHOD = "order statistics"
_REASONS = {
    Verdict.PASS: Reason.BAR_CLEARED,
    Verdict.FAIL: Reason.BAR_MISSED,
    Verdict.INCONCLUSIVE: Reason.TOO_FEW_ROWS,
}
_MORE = {
    Source.CALL: "raise `rounds`",
    Source.START: "raise `starts`",
    Source.BLOCK: "raise `starts`",
    Source.FILE: "",
}


def judge_costs(
    spec: ResourceSpec, gates: tuple[ResourceGate, ...], candidate: ModelCosts, baseline: ModelCosts | None
) -> tuple[Finding, ...]:
    """Judge each gate on what was measured.

    A gate on what the machine did not tell is ``INCONCLUSIVE``.

    Raises
    ------
    ParameterError
        If a gate needs a baseline and there is none.
    """
    spec.require_fitting(gates)
    return tuple(_noted(_Judge(spec, gate).finding(candidate, baseline), gate) for gate in gates)


def _noted(finding: Finding, gate: ResourceGate) -> Finding:
    return replace(
        finding,
        severity=gate.severity,
        why=gate.why,
        owner=gate.owner,
        runbook=gate.runbook,
        tags=gate.tags,
        origin=gate.origin,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    spec: ResourceSpec
    gate: ResourceGate

    def finding(self, candidate: ModelCosts, baseline: ModelCosts | None) -> Finding:
        measure, batch = self.gate.measure, self.spec.batch_of(self.gate)
        own = candidate.values(measure, batch)
        others = baseline.values(measure, batch) if baseline is not None else np.zeros(0)
        margin = self.gate.requirement if isinstance(self.gate.requirement, CostMargin) else None
        untold = [
            name
            for name, values in ((self.spec.candidate, own), (self.spec.baseline, others))
            if not len(values) and (name == self.spec.candidate or margin)
        ]
        if untold:
            return self._plain(untold[0])
        value = sample_quantile(own, measure.quantile)
        level = interval_alpha(self.spec.alpha)
        lower, upper = self._bounds(own, others, level)
        decision = self._decided(lower, upper)
        shown = self._seen(value, others, decision, level)
        n_more = self._more(min(len(own), len(others) or len(own)), level) if not _is_finite(decision) else None
        return Finding(
            check=self.gate.metric,
            subject=self._subject(),
            verdict=decision.verdict,
            reason=_REASONS[decision.verdict],
            summary=f"{shown}; {self._repeated(own, batch)}",
            observed=round_float(value),
            required=self._required(),
            n=None if self._is_exact else len(own),
            interval=None if self._is_exact else Interval(_end(lower), _end(upper), level, self._method()),
            hint=_MORE[measure.source] if decision.verdict is Verdict.INCONCLUSIVE else "",
            n_more=n_more if decision.verdict is Verdict.INCONCLUSIVE else None,
            details=self._details(own, others),
        )

    @property
    def _is_exact(self) -> bool:
        return self.gate.measure.source is Source.FILE

    def _bounds(self, own: Floats, others: Floats, level: float) -> tuple[float, float]:
        """Return bounds of the number, of the difference, or of the ratio minus 1."""
        quantile, margin = self.gate.measure.quantile, self.gate.requirement
        if self._is_exact:
            value, other = float(own[0]), float(others[0]) if len(others) else math.nan
            exact = value if isinstance(margin, Requirement) else _gap(value, other, margin)
            return exact, exact
        if isinstance(margin, Requirement):
            return quantile_bounds(own, quantile, alpha=level)
        if not margin.is_share:
            return quantile_difference_bounds(own, others, quantile, alpha=level)
        low, high = quantile_ratio_bounds(own, others, quantile, alpha=level)
        return low - 1, high - 1

    def _decided(self, lower: float, upper: float) -> Decision:
        requirement = self.gate.requirement
        if isinstance(requirement, CostMargin):
            is_higher_better = self.gate.measure.is_higher_better
            return decide_not_worse(lower, upper, requirement.amount, is_higher_better=is_higher_better)
        ends = [float(bound) for bound in requirement.bounds if isinstance(bound, int | float)]
        operator = requirement.operator
        if operator is Operator.MUST_BE_BETWEEN:
            return decide_between(lower, upper, ends[0], ends[1])
        is_strict = operator in (Operator.MUST_BE_GREATER_THAN, Operator.MUST_BE_LESS_THAN)
        is_floor = operator in (Operator.MUST_BE_GREATER_THAN, Operator.MUST_BE_GREATER_OR_EQUAL_TO)
        return (decide_at_least if is_floor else decide_at_most)(lower, upper, ends[0], is_strict=is_strict)

    def _seen(self, value: float, others: Floats, decision: Decision, level: float) -> str:
        measure, margin = self.gate.measure, self.gate.requirement
        shown = f"{_short(value)} {measure.unit}"
        if isinstance(margin, Requirement):
            return shown if self._is_exact else f"{shown}, {_span(decision, level, measure.unit)}"
        other = sample_quantile(others, measure.quantile)
        gap = _gap(value, other, margin)
        if margin.is_share:
            gap, unit = 100 * gap, "%"
            decision = Decision(decision.verdict, 100 * decision.lower, 100 * decision.upper)
        else:
            unit = measure.unit
        against = f"{shown} against {_short(other)} {measure.unit}: {_signed(gap)} {unit}"
        return against if self._is_exact else f"{against}, {_span(decision, level, unit, is_change=True)}"

    def _repeated(self, own: Floats, batch: int) -> str:
        source = self.gate.measure.source
        if self._is_exact:
            return "its size on disk"
        rows = f" of {batch:,} row{'s' if batch > 1 else ''}"
        each = " each" if isinstance(self.gate.requirement, CostMargin) else ""
        plural = "s" if len(own) > 1 else ""
        return f"{len(own):,} {source}{plural}{rows if source is not Source.START else ''}{each}"

    def _more(self, n: int, level: float) -> int:
        """Return the repetitions that are missing for bounds with two ends."""
        share = level / 2 if isinstance(self.gate.requirement, CostMargin) else level
        return max(1, values_needed(self.gate.measure.quantile, alpha=share) - n)

    def _method(self) -> str:
        return _METHOD + (" of both" if isinstance(self.gate.requirement, CostMargin) else "")

    def _details(self, own: Floats, others: Floats) -> tuple[tuple[str, float], ...]:
        """Return what surrounds the number: the fastest and slowest, and the baseline's number."""
        found = [("least", float(own.min())), ("greatest", float(own.max()))]
        if len(others):
            found.append(("baseline", sample_quantile(others, self.gate.measure.quantile)))
        return tuple((name, round_float(value)) for name, value in found)

    def _required(self) -> str:
        margin = self.gate.requirement
        unit = "" if isinstance(margin, CostMargin) and margin.is_share else f" {self.gate.measure.unit}"
        return f"{margin}{unit}"

    def _subject(self) -> Subject:
        measure = self.gate.measure
        if measure.source not in (Source.CALL, Source.BLOCK):
            return Subject(self.spec.candidate)
        return Subject(self.spec.candidate, where=f"batch = {self.spec.batch_of(self.gate)}")

    def _plain(self, model: str) -> Finding:
        source = self.gate.measure.source
        why = "it is no file" if source is Source.FILE else "not told by this machine"
        return Finding(
            check=self.gate.metric,
            subject=self._subject(),
            verdict=Verdict.INCONCLUSIVE,
            reason=Reason.STATISTIC_UNDEFINED,
            summary=f"unknown of `{model}`: {why}",
            required=self._required(),
            n=0,
        )


def _gap(value: float, other: float, margin: CostMargin) -> float:
    return value / other - 1 if margin.is_share else value - other


def _is_finite(decision: Decision) -> bool:
    return math.isfinite(decision.lower) and math.isfinite(decision.upper)


def _end(value: float) -> float | None:
    return round_float(value) if math.isfinite(value) else None


def _span(decision: Decision, level: float, unit: str, *, is_change: bool = False) -> str:
    """Write both ends; an open one is said to be."""
    write = _signed if is_change else _short
    share = f"{(1 - level) * 100:.4g} %"
    if _is_finite(decision):
        return f"{share} interval {write(decision.lower)} to {write(decision.upper)} {unit}"
    if math.isfinite(decision.lower):
        return f"{share} interval {write(decision.lower)} {unit} or more"
    if math.isfinite(decision.upper):
        return f"{share} interval {write(decision.upper)} {unit} or less"
    return f"{share} interval without ends"


def _signed(value: float) -> str:
    text = _short(value)
    return f"+{text}" if value > 0 else text.replace("-", "−")


def _short(value: float) -> str:
    """Write a cost: whole from 100 on, three digits below."""
    return number(round(value)) if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits
