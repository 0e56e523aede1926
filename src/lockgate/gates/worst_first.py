"""The order in which the slices of a gate are told: the worst first."""

from __future__ import annotations

import math
from collections.abc import Iterable

from lockgate.domain.finding import Finding, Interval
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.decide import bars
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import MetricGate

__all__ = ["worst_first"]

_ORDER = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.PASS)
_AT_LEAST = (Operator.MUST_BE_GREATER_THAN, Operator.MUST_BE_GREATER_OR_EQUAL_TO)


def worst_first(gate: MetricGate, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of a gate: failures first, then what is open, and the surest trouble of each first.

    Which of two slices is worse goes by the better end of the interval: how bad it is at least. So a few rows, which
    may look like anything, do not come before many.

    Parameters
    ----------
    gate : MetricGate
        What they were judged by.
    findings : iterable of Finding
        In the order that those keep which are equally bad; one without an interval is the least bad of its verdict.
    """
    return sorted(findings, key=lambda one: (_ORDER.index(one.verdict), -_beyond(gate, one.interval)))


def _beyond(gate: MetricGate, interval: Interval | None) -> float:
    """Return by how much a number is at least on the wrong side of the bar; negative where it can be on the right."""
    if interval is None or interval.lower is None or interval.upper is None:
        return -math.inf
    ends = bars(gate)
    if isinstance(gate.requirement, Requirement):
        if gate.requirement.operator is Operator.MUST_BE_BETWEEN:
            return max(ends[0] - interval.upper, interval.lower - ends[1])
        is_higher_better = gate.requirement.operator in _AT_LEAST
    else:
        is_higher_better = gate.definition.direction is Direction.HIGHER
    return ends[0] - interval.upper if is_higher_better else interval.lower - ends[0]
