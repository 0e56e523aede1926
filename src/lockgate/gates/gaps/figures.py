"""The disparity charts of a gate on gaps: the metric of each group, and the gap of each pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lockgate.domain.figure import IntervalFigure, IntervalRow
from lockgate.domain.finding import Finding
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.slicing import slice_set_name

__all__ = ["gap_figures"]

_WORST_FIRST = ("fail", "error", "inconclusive", "pass")


def gap_figures(gate: GapGate, findings: Sequence[Finding], most: int) -> Iterator[IntervalFigure]:
    """Yield the charts of a gate, two for each metric; nothing where no bounds are known.

    Parameters
    ----------
    gate : GapGate
        What was asked.
    findings : sequence of Finding
        What `lockgate.gates.gaps.judge.judge_gap` returned for it, and maybe others.
    most : int
        Rows of one chart; the worst, or the lowest groups.
    """
    names = slice_set_name(gate.groups)
    for check, called in zip(gate.checks, gate.called, strict=True):
        found = [one for one in findings if one.check in _checks(gate, check) and one.origin == gate.origin]
        groups = {} if gate.within else _groups(found)
        if groups:
            ordered = sorted(groups.values(), key=lambda row: (row.estimate, row.label))
            yield IntervalFigure(f"How does {called} differ by {names}?", called, tuple(ordered[:most]), None)
        gaps = sorted(_gaps(found), key=lambda row: _WORST_FIRST.index(row.verdict))
        if gaps:
            question = f"Between which groups of {names} is the {gate.in_strata(check)} {gate.requirement}?"
            cut = f" (the {most} worst of {len(gaps):,} pairs)" if len(gaps) > most else ""
            yield IntervalFigure(question + cut, check, tuple(gaps[:most]), _bar(gate))


def _checks(gate: GapGate, check: str) -> tuple[str, ...]:
    return (gate.in_strata(check), gate.adjusted(check)) if gate.within else (check,)


def _bar(gate: GapGate) -> float | None:
    """Return the end that pairs, turned so that they read well, can be beyond."""
    bounds = gate.requirement.bounds
    return float(bounds[0]) if len(bounds) == 1 and isinstance(bounds[0], int | float) else None


def _groups(findings: Sequence[Finding]) -> dict[str, IntervalRow]:
    found: dict[str, IntervalRow] = {}
    for finding in findings:
        details = dict(finding.details)
        for side in ("group", "against"):
            numbers = [details.get(f"{side}_{name}") for name in ("value", "lower", "upper", "rows")]
            label = str(details.get(side))
            known = [float(number) for number in numbers if isinstance(number, int | float)]
            if len(known) == len(numbers):
                found[label] = IntervalRow(label, known[0], known[1], known[2], int(known[3]), "")
    return found


def _gaps(findings: Sequence[Finding]) -> Iterator[IntervalRow]:
    for finding in findings:
        interval = finding.interval
        if interval is None or interval.lower is None or interval.upper is None:
            continue
        label = " × ".join(f"{column}={value}" for column, value in finding.subject.slice)
        estimate, n = float(finding.observed or 0), finding.n or 0
        yield IntervalRow(label, estimate, interval.lower, interval.upper, n, finding.verdict.value)
