"""From comparisons to findings. Pure, so stored states replay to the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lockgate.domain.codec import round_float
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Interval, Subject
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.compare import CHECK, MISSING, Comparison, requests_of
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec
from lockgate.drift.wording import CONTROL_WORDS, missing_words, new_words, number, seen_words, verdict_words
from lockgate.scan.aggregate import Request
from lockgate.scan.execute import Answer

__all__ = ["judge_drift"]

_REASONS = {
    Verdict.PASS: Reason.SAME,
    Verdict.FAIL: Reason.DRIFTED,
    Verdict.INCONCLUSIVE: Reason.DRIFT_UNDECIDED,
    Verdict.ERROR: Reason.NOT_ASKABLE,
}
_HINTS = {
    Verdict.FAIL: "look at both distributions in the report; mend the source, retrain, or accept a new reference",
    Verdict.INCONCLUSIVE: "wait for more rows, or widen the margin on purpose",
}


def judge_drift(
    spec: DriftSpec,
    reference: Reference,
    comparisons: Sequence[Comparison],
    answers: Mapping[Request, Answer],
) -> tuple[Finding, ...]:
    """Judge the current table against a reference.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    comparisons : sequence of Comparison
        What `lockgate.drift.compare.compare` returned.
    answers : mapping of Request to answer
        What it was given: a column that could not be asked is an ``ERROR``.

    Returns
    -------
    tuple of Finding
        The table as a whole, which shuts no gate by itself, the columns that could not be asked, then one finding a
        comparison in the order given.
    """
    found = [_finding(spec, one) for one in comparisons]
    broken = [
        _broken(spec, name, answers[request])
        for name, request in requests_of(spec, reference).items()
        if isinstance(answers[request], LockgateError | dict)
    ]
    verdicts = [finding.verdict for finding in (*found, *broken)]
    return (_whole(spec, reference, verdicts), *broken, *found)


def _finding(spec: DriftSpec, one: Comparison) -> Finding:
    verdict, evidence = one.decision.verdict, one.decision.evidence
    n = sum(one.cells.current)
    is_small = n < spec.min_rows
    if is_small:
        verdict = Verdict.INCONCLUSIVE
    parts = (
        _role(spec, one.column.name),
        missing_words(one.cells) if one.check == MISSING else "",
        seen_words(one.distance, one.decision, alpha=spec.alpha),
        new_words(one.new, one.gone, n),
        f"fewer than {spec.min_rows:,} rows" if is_small else "",
    )
    return Finding(
        check=one.check,
        subject=Subject(spec.data, (one.column.name,)),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary="; ".join(part for part in parts if part),
        observed=evidence.value if math.isfinite(evidence.value) else None,
        required=f"{one.distance} ≤ {number(evidence.margin)}",
        n=n,
        interval=_interval(spec, one),
        mde=round_float(evidence.smallest_detectable, 3)
        if math.isfinite(evidence.smallest_detectable)
        else None,
        n_more=evidence.more_current if verdict is Verdict.INCONCLUSIVE else None,
        hint=_HINTS.get(verdict, ""),
    )


def _interval(spec: DriftSpec, one: Comparison) -> Interval | None:
    evidence = one.decision.evidence
    if math.isnan(evidence.lower):
        return None
    how = f"{one.distance} on {len(one.cells.reference)} frozen cells, simulated at the margin"
    return Interval(evidence.lower, evidence.upper, 2 * spec.alpha, how)


def _role(spec: DriftSpec, column: str) -> str:
    if column.casefold() == spec.label.casefold():
        return "the label"
    return "the prediction" if column.casefold() == spec.prediction.casefold() else ""


def _broken(spec: DriftSpec, column: str, answer: Answer) -> Finding:
    text, hint = (answer.text, answer.hint) if isinstance(answer, LockgateError) else ("it is sliced", "")
    return Finding(
        check=CHECK,
        subject=Subject(spec.data, (column,)),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary=text,
        hint=hint,
    )


def _whole(spec: DriftSpec, reference: Reference, verdicts: Sequence[Verdict]) -> Finding:
    verdict = Verdict.worst(verdicts)
    named = f"{reference.table}/{reference.version}" if reference.version else reference.table
    control = f"{CONTROL_WORDS[spec.control]} at {spec.alpha:g} over {len(verdicts):,} comparisons"
    left_out = [one.column for one in reference.skipped]
    rest = f"; not in the reference: {', '.join(left_out)}" if left_out else ""
    return Finding(
        check=CHECK,
        subject=Subject(spec.data),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary=f"against {named} ({reference.rows:,} rows): {verdict_words(verdicts)}; {control}{rest}",
        observed=sum(one is Verdict.FAIL for one in verdicts),
        required="no column drifts beyond its margin",
        severity=Severity.BLOCKING if verdict is Verdict.PASS else Severity.INFO,
    )
