"""From comparisons to findings. Pure, so stored states replay to the same."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from lockgate.domain.codec import round_float
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ColumnNotFoundError, LockgateError
from lockgate.domain.finding import Finding, Interval, Scalar, Subject
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.classical import classical_test
from lockgate.drift.compare import Comparison, chosen, requests_of
from lockgate.drift.novelty import judge_novelty
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.reference import Reference
from lockgate.drift.slices import SliceGap, gaps_of, sliced_requests
from lockgate.drift.spans import judge_spans
from lockgate.drift.spec import DriftSpec
from lockgate.drift.together import Shifted, judge_shifts
from lockgate.drift.wording import (
    CONTROL_WORDS,
    empty_words,
    missing_words,
    new_words,
    number,
    seen_words,
    verdict_words,
)
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
_EMPTY = "check that the rows arrived, and that the column is filled in both tables"
_GONE = "deliver it again; if it is gone for good, `exclude` it and accept a new reference"
_CALIBRATED = (
    "a calibrated margin is about as small as chance allows: wait for far more rows, raise `least_margin` on purpose, "
    "or give the column a margin in `margins`"
)
_BLURRED = (
    "rows are known by bins only, and the margin lies in what they hide: widen it, calibrate it on the same bins "
    "(`margin: calibrated` catches drift, and seldom proves that there is none), or choose a distance that is made for "
    "bins, such as jensen_shannon"
)


def judge_drift(
    spec: DriftSpec,
    reference: Reference,
    comparisons: Sequence[Comparison],
    answers: Mapping[Request, Answer],
    shifts: Sequence[Shifted] = (),
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
    shifts : sequence of Shifted, default=none
        How far the tables are apart in all features together.

    Returns
    -------
    tuple of Finding
        The table as a whole, which shuts no gate by itself, the columns that could not be asked, then one finding a
        comparison in the order given, one for each column of instants, for each slice that only one table has, and for
        each column with values that only one table has.
    """
    small = {
        (one.asked.column.name, one.asked.check)
        for one in comparisons
        if not one.asked.slice and sum(one.asked.cells.current) < spec.min_rows
    }
    columns = chosen(spec, reference)
    found = [
        _finding(spec, one, is_small=(one.asked.column.name, one.asked.check) in small) for one in comparisons
    ]
    one_sided = judge_novelty(spec, [one.asked for one in comparisons])
    found += judge_spans(spec, reference, columns, answers)
    found += [_gap(spec, gap) for gap in gaps_of(spec, reference, columns, answers)]
    broken = [
        _broken(spec, name, answers[request])
        for name, request in requests_of(spec, reference).items()
        if isinstance(answers[request], LockgateError | dict)
    ]
    gone = {finding.subject.columns[0] for finding in broken}
    unsliced = {
        by: answers[request]
        for (by, column), request in sliced_requests(spec, columns, reference.block).items()
        if isinstance(answers[request], LockgateError) and not {column, by} & gone
    }
    broken += [_broken(spec, by, answer) for by, answer in unsliced.items()]
    together = judge_shifts(spec, reference, shifts)
    found += [one for one in one_sided if one.severity is Severity.BLOCKING]
    verdicts = [finding.verdict for finding in (*found, *broken)]
    found += [one for one in one_sided if one.severity is not Severity.BLOCKING]
    whole = _whole(spec, reference, verdicts, [finding.verdict for finding in together])
    return (whole, *broken, *together, *found)


def _finding(spec: DriftSpec, one: Comparison, *, is_small: bool) -> Finding:
    verdict, evidence = one.decision.verdict, one.decision.evidence
    n = sum(one.asked.cells.current)
    rows = one.asked.column.n + one.asked.column.missing
    if is_small:
        verdict = Verdict.INCONCLUSIVE
    parts = (
        _role(spec, one.asked.column.name),
        missing_words(one.asked.cells) if one.asked.check == MISSING else "",
        empty_words(one.asked.cells, is_of_values=one.asked.is_of_values)
        or seen_words(one.asked.distance.name, one.decision, one.measured, alpha=spec.alpha),
        one.margin.origin,
        new_words(one.asked.new, one.asked.gone, n),
        f"fewer than {spec.min_rows:,} rows" if is_small else "",
    )
    return Finding(
        check=one.asked.check,
        subject=Subject(spec.data, (one.asked.column.name,), one.asked.slice),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary="; ".join(part for part in parts if part),
        observed=evidence.value if math.isfinite(evidence.value) else None,
        required=f"{one.asked.distance.name} ≤ {number(evidence.margin)}",
        n=n,
        interval=_interval(spec, one),
        mde=round_float(evidence.smallest_detectable, 3)
        if math.isfinite(evidence.smallest_detectable)
        else None,
        n_more=evidence.more_current if verdict is Verdict.INCONCLUSIVE else None,
        details=_details(one),
        hint=_hint(one, verdict),
        severity=_severity(spec, max(rows, n)) if one.asked.slice else Severity.BLOCKING,
    )


def _hint(one: Comparison, verdict: Verdict) -> str:
    if verdict is Verdict.INCONCLUSIVE and empty_words(one.asked.cells, is_of_values=True):
        return _EMPTY
    if verdict is Verdict.INCONCLUSIVE and one.measured.is_blurred:
        return _BLURRED
    if verdict is Verdict.INCONCLUSIVE and one.margin.origin:
        return _CALIBRATED
    return _HINTS.get(verdict, "")


def _details(one: Comparison) -> tuple[tuple[str, Scalar], ...]:
    """Return where the distance of the rows lies, if bins hide some of it (None: no limit), and a classical test."""
    bracket, test = one.measured.bracket, classical_test(one.asked.cells, one.asked.distance)
    found: list[tuple[str, Scalar]] = []
    if bracket is not None:
        upper = round_float(bracket.upper) if math.isfinite(bracket.upper) else None
        found += [("rows_lower", round_float(bracket.lower)), ("rows_upper", upper)]
    if test is not None:
        found += [("test", test.name), ("statistic", test.statistic), ("p_value", test.p_value)]
    return tuple(found)


def _severity(spec: DriftSpec, rows: int) -> Severity:
    """Return the severity of a slice: too few rows in both tables shut no gate."""
    return Severity.INFO if rows < spec.min_slice_rows else Severity.BLOCKING


def _gap(spec: DriftSpec, gap: SliceGap) -> Finding:
    seen = f"new: {gap.current:,} rows, none in the reference"
    if not gap.current:
        seen = f"gone: {gap.reference:,} rows in the reference, none now"
    return Finding(
        check=CHECK,
        subject=Subject(spec.data, (), ((gap.by, gap.value),)),
        verdict=Verdict.INCONCLUSIVE,
        reason=Reason.SLICE_ON_ONE_SIDE,
        summary=f"the slice is {seen}",
        required="rows in both tables",
        n=gap.current,
        hint="look at where it comes from; accept a new reference if it is right",
        severity=_severity(spec, max(gap.reference, gap.current)),
    )


def _interval(spec: DriftSpec, one: Comparison) -> Interval | None:
    evidence = one.decision.evidence
    if math.isnan(evidence.lower):
        return None
    how = f"{one.asked.distance.name} on {len(one.asked.cells.reference)} frozen cells, simulated at the margin"
    upper = evidence.upper if math.isfinite(evidence.upper) else None
    return Interval(evidence.lower, upper, 2 * spec.alpha, how)


def _role(spec: DriftSpec, column: str) -> str:
    if column.casefold() == spec.label.casefold():
        return "the label"
    return "the prediction" if column.casefold() == spec.prediction.casefold() else ""


def _broken(spec: DriftSpec, column: str, answer: Answer) -> Finding:
    text, hint = (answer.text, answer.hint) if isinstance(answer, LockgateError) else ("it is sliced", "")
    if isinstance(answer, ColumnNotFoundError):
        text, hint = f"the current table {text}, which the reference has", _GONE
    return Finding(
        check=CHECK,
        subject=Subject(spec.data, (column,)),
        verdict=Verdict.ERROR,
        reason=Reason.NOT_ASKABLE,
        summary=text,
        hint=hint,
    )


def _rest(spec: DriftSpec, reference: Reference) -> str:
    """Return which columns were not, or not wholly compared."""
    lists = {
        "by missing rows only": [one.name for one in chosen(spec, reference) if one.filled is not None],
        "not in the reference": [one.column for one in reference.skipped],
    }
    return "".join(f"; {what}: {', '.join(names)}" for what, names in lists.items() if names)


def _whole(
    spec: DriftSpec, reference: Reference, verdicts: Sequence[Verdict], together: Sequence[Verdict]
) -> Finding:
    verdict = Verdict.worst([*verdicts, *together])
    control = f"{CONTROL_WORDS[spec.controlled]} at {spec.alpha:g} over {len(verdicts):,} comparisons"
    if together:
        control += f"; columns together: {verdict_words(together)}"
    rest = _rest(spec, reference)
    return Finding(
        check=CHECK,
        subject=Subject(spec.data),
        verdict=verdict,
        reason=_REASONS[verdict],
        summary=f"against {reference.called} ({reference.rows:,} rows): {verdict_words(verdicts)}; {control}{rest}",
        observed=sum(one is Verdict.FAIL for one in verdicts),
        required="within the margin in every column",
        severity=Severity.BLOCKING if verdict is Verdict.PASS else Severity.INFO,
    )
