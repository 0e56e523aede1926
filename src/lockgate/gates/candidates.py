"""Several candidates of which whichever passes may be shipped: their specs, and what is said about them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.figure import Figure, IntervalFigure
from lockgate.domain.finding import Finding, Scalar, Subject
from lockgate.domain.result import gate_verdict
from lockgate.domain.verdict import Severity, Verdict
from lockgate.gates.decide import bars
from lockgate.gates.interval_row import interval_row
from lockgate.gates.metric import Direction
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.predicted import Predicted, columns_of
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.wording import compared, signed

__all__ = ["CHECK", "MOST_CANDIDATES", "candidate_figure", "compare_candidates", "specs_of"]

CHECK = "candidates"
"""What the finding about all of them is called."""

MOST_CANDIDATES = 20
"""Most candidates of one entry."""

_BEST_FIRST = (Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.ERROR, Verdict.FAIL)

_REASONS = {
    Verdict.PASS: Reason.CANDIDATE_PASSES,
    Verdict.FAIL: Reason.NO_CANDIDATE_PASSES,
    Verdict.INCONCLUSIVE: Reason.CANDIDATES_OPEN,
    Verdict.ERROR: Reason.CANDIDATES_OPEN,
}

_DID = {
    Verdict.PASS: ("passes", "pass"),
    Verdict.INCONCLUSIVE: ("is undecided", "are undecided"),
    Verdict.ERROR: ("could not be judged", "could not be judged"),
    Verdict.FAIL: ("fails", "fail"),
}


def specs_of(spec: ModelGateSpec, candidates: Mapping[str, Predicted]) -> tuple[ModelGateSpec, ...]:
    """Return what is asked of each of several candidates.

    Parameters
    ----------
    spec : ModelGateSpec
        What is asked of each; its own candidate is not looked at.
    candidates : mapping of str to Predicted
        Where the predictions of each stand, by the name that it is called; 2 to ``MOST_CANDIDATES``.

    Raises
    ------
    ParameterError
        If there are fewer or more, two of them share a column, or the spec does not go with one of them.

    Examples
    --------
    >>> from lockgate.domain.requirement import Requirement
    >>> gate = MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7))
    >>> spec = ModelGateSpec(table="scored", label="late", candidate="p_a", gates=(gate,))
    >>> [(one.name, one.candidate, one.pass_alpha) for one in specs_of(spec, {"a": "p_a", "b": "p_b"})]
    [('a', 'p_a', 0.025), ('b', 'p_b', 0.025)]
    """
    if not 1 < len(candidates) <= MOST_CANDIDATES or not all(candidates):
        must = f"2 to {MOST_CANDIDATES} candidates, each by a name"
        raise ParameterError.of("model gate", "candidates", must, list(candidates))
    columns = [column for given in candidates.values() for column in columns_of(given)]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise ParameterError.of("model gate", "candidates", "columns of their own", ", ".join(twice))
    return tuple(
        replace(
            spec,
            candidate=given,
            called=name,
            among=len(candidates),
            rivals=tuple(column for column in columns if column not in columns_of(given)),
        )
        for name, given in candidates.items()
    )


def compare_candidates(
    specs: Sequence[ModelGateSpec], judged: Sequence[tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Return the findings of several candidates as those of one gate that opens if any of them passes.

    First comes what is said of all of them: which pass, and how good each is by the first gate. It has the verdict of
    the best. What is found about a candidate that does worse shuts nothing, so it becomes a note; but an ``ERROR``
    stays what it is, because a candidate that could not be judged was not compared.

    Parameters
    ----------
    specs : sequence of ModelGateSpec
        What is asked of each, at least one; with one, nothing is compared.
    judged : sequence of tuple of Finding
        What was found about each, in the same order.
    """
    if len(specs) == 1:
        return judged[0]
    verdicts = [gate_verdict(found) for found in judged]
    best = min(verdicts, key=_BEST_FIRST.index)
    noted = [
        found if verdict is best else tuple(_as_note(one) for one in found)
        for found, verdict in zip(judged, verdicts, strict=True)
    ]
    together = _together(specs, judged, verdicts, best)
    return (together, *(one for found in noted for one in found))


def candidate_figure(
    specs: Sequence[ModelGateSpec], judged: Sequence[tuple[Finding, ...]]
) -> tuple[Figure, ...]:
    """Return the plot of all candidates by the first gate; nothing for one, or where none has an interval."""
    rows = tuple(
        replace(row, label=spec.name)
        for spec, found in _ranked(specs, judged)
        if len(specs) > 1 and (row := interval_row(found)) is not None
    )
    if not rows:
        return ()
    gate = specs[0].gates[0]
    ends = bars(gate)
    x_label = ", ".join(part for part in (gate.called, compared(gate)) if part)
    question = f"Which candidates are {gate.called} {gate.requirement}?"
    return (IntervalFigure(question, x_label, rows, ends[0] if len(ends) == 1 else None),)


def _as_note(finding: Finding) -> Finding:
    return finding if finding.verdict is Verdict.ERROR else replace(finding, severity=Severity.INFO)


def _together(
    specs: Sequence[ModelGateSpec],
    judged: Sequence[tuple[Finding, ...]],
    verdicts: Sequence[Verdict],
    best: Verdict,
) -> Finding:
    first, among = specs[0], len(specs)
    groups = [
        ([spec.name for spec, own in zip(specs, verdicts, strict=True) if own is verdict], _DID[verdict])
        for verdict in _BEST_FIRST
    ]
    did = [f"{', '.join(names)} {words[len(names) > 1]}" for names, words in groups if names]
    ranked = list(_ranked(specs, judged))
    if ranked:
        did.append(f"by {_measured(first.gates[0])}: {', '.join(_shown(*one) for one in ranked)}")
    return Finding(
        check=CHECK,
        subject=Subject(first.table, tuple(spec.name for spec in specs)),
        verdict=best,
        reason=_REASONS[best],
        summary="; ".join(did),
        required=f"at least one of {among} must pass, each at {first.alpha:g} / {among}",
        n=max((found[0].n or 0 for found in judged if found), default=0),
        details=tuple(_details(specs, verdicts, ranked)),
        hint="" if best is Verdict.PASS else "see the findings of each candidate",
    )


def _ranked(
    specs: Sequence[ModelGateSpec], judged: Sequence[tuple[Finding, ...]]
) -> Iterator[tuple[ModelGateSpec, Finding]]:
    """Yield the candidates that have a number by the first gate, the best first where more is better or worse."""
    if not specs[0].gates:
        return
    direction = specs[0].gates[0].definition.direction
    sign = {Direction.HIGHER: -1.0, Direction.LOWER: 1.0, Direction.NEITHER: 0.0}[direction]
    found = [
        (sign * one[0].observed, at)
        for at, one in enumerate(judged)
        if one and isinstance(one[0].observed, float)
    ]
    for _, at in sorted(found):
        yield specs[at], judged[at][0]


def _measured(gate: MetricGate) -> str:
    return ", ".join(part for part in (gate.called, compared(gate)) if part)


def _shown(spec: ModelGateSpec, finding: Finding) -> str:
    write = partial(signed, is_paired=bool(compared(spec.gates[0])))
    value = f"{spec.name} {write(cast('float', finding.observed))}"  # only those that have a number are ranked
    row = interval_row(finding)
    return value if row is None else f"{value} ({write(row.lower)} to {write(row.upper)})"


def _details(
    specs: Sequence[ModelGateSpec], verdicts: Sequence[Verdict], ranked: Sequence[tuple[ModelGateSpec, Finding]]
) -> Iterator[tuple[str, Scalar]]:
    """Yield the verdict of each, and the best by the first gate of those that do best."""
    for spec, verdict in zip(specs, verdicts, strict=True):
        yield f"verdict_{spec.name}", verdict.value
    yield "alpha", specs[0].alpha
    yield "alpha_of_each_pass", specs[0].pass_alpha
    best = min(verdicts, key=_BEST_FIRST.index)
    leading = {spec.name for spec, verdict in zip(specs, verdicts, strict=True) if verdict is best}
    first = next((spec.name for spec, _ in ranked if spec.name in leading), None)
    if first is not None and specs[0].gates[0].definition.direction is not Direction.NEITHER:
        yield "best", first
