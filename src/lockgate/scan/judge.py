"""From states to findings: a pure function, so that a verdict replays without the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError, ParameterError
from lockgate.domain.finding import Cost, Finding, Sample, Subject
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.check import Outcome
from lockgate.scan.execute import Answer, Sliced, SliceKey, slices_of
from lockgate.scan.samples import MASK
from lockgate.scan.suite import Suite, SuiteItem, hides

__all__ = ["MOST_SLICES", "judge_item", "outcomes_of", "remarks_of"]

MOST_SLICES = 1_000
"""Slices that one check may have; more could not be read by anyone."""


def outcomes_of(
    item: SuiteItem, table: str, answers: Mapping[Request, Answer]
) -> dict[SliceKey, Outcome] | None:
    """Judge an item: one outcome, or one for each slice; None while an answer is still open."""
    absent = _absent(item, table, answers)
    if absent:
        return {(): Outcome.absent(absent)}
    requests = item.questions(table)
    found: list[State | Sliced] = []
    for answer in (answers.get(request) for request in requests):
        if isinstance(answer, LockgateError):
            return {(): _refused(answer)}
        if answer is not None:
            found.append(answer)
    if len(found) < len(requests):
        return None
    keys = slices_of(answers, requests) if item.group_by else [()]
    if not keys:
        return {(): _or_empty(item, Outcome.no_rows(what="no rows, so no slices to judge"))}
    if len(keys) > MOST_SLICES:
        columns = ", ".join(item.group_by)
        text = f"grouping by {columns} gives {len(keys):,} slices, at most {MOST_SLICES:,} can be judged"
        return {(): _not_askable(text, "group by a coarser column")}
    return {key: _judge_slice(item, found, key) for key in keys}


def _absent(item: SuiteItem, table: str, answers: Mapping[Request, Answer]) -> tuple[str, ...]:
    """Return the optional columns that the table lacks; none where nobody looked."""
    state = answers.get(Request(table, TableSchema())) if item.optional else None
    return state.missing(item.optional) if isinstance(state, SchemaState) else ()


def _judge_slice(item: SuiteItem, found: Sequence[State | Sliced], key: SliceKey) -> Outcome:
    if any(isinstance(answer, dict) and key not in answer for answer in found):
        nothing = Outcome.no_rows(what="no row has a value to judge")
        return _or_empty(item, nothing)  # an exact grouping drops keys with a null
    return _judge(item, [answer[key] if isinstance(answer, dict) else answer for answer in found])


def _judge(item: SuiteItem, states: Sequence[State]) -> Outcome:
    try:
        return _or_empty(item, item.check.judge(states))
    except LockgateError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001 - a check may be anybody's code; its crash hides no other's result
        text = f"the check broke on what was counted ({type(error).__name__})"
        return _not_askable(text, "report it to whoever wrote the check")


_NOTHING_TO_JUDGE = (Reason.NO_ROWS, Reason.STATISTIC_UNDEFINED)


def _or_empty(item: SuiteItem, outcome: Outcome) -> Outcome:
    """Return an outcome, or where there was nothing to judge, what the contract says of that."""
    if outcome.reason not in _NOTHING_TO_JUDGE or item.when_empty == "inconclusive":
        return outcome
    summary = f"{outcome.summary}: {item.when_empty}, as `when_empty` says"
    return replace(outcome, verdict=Verdict(item.when_empty), summary=summary)


_NAMES_ONLY = ("LG201", "LG206", "LG207", "LG210", "LG211", "LG240", "LG241", "LG242")
"""Codes of errors whose text names tables, columns and types; any other may quote a value."""


def _refused(error: LockgateError) -> Outcome:
    """Return an error as an outcome; what may quote a value is `seen`, so that it can be withheld."""
    if error.code in _NAMES_ONLY:
        return _not_askable(error.text, error.hint)
    summary, _, quoted = error.text.partition(": ")
    if isinstance(error, ParameterError):
        summary, quoted = "the states do not fit the question", error.text
    return replace(_not_askable(summary, error.hint), seen=quoted)


def _not_askable(text: str, hint: str) -> Outcome:
    return Outcome(verdict=Verdict.ERROR, reason=Reason.NOT_ASKABLE, summary=text, hint=hint)


def judge_item(
    item: SuiteItem, suite: Suite, key: SliceKey, outcome: Outcome, *, cost: Cost, sample: Sample | None
) -> Finding:
    """Return an outcome as a finding, with what the item says about it; masked values stay behind."""
    touched = [*item.check.columns]
    if outcome.verdict is Verdict.ERROR and item.where is not None:  # the engine may quote what it choked on
        touched += item.where.columns
    is_masked = hides(suite.masked, touched)
    joint = ": " if outcome.verdict is Verdict.ERROR else "; "
    seen = joint + outcome.seen if outcome.seen and not is_masked else ""
    subject = Subject(
        suite.table,
        item.check.columns,
        _slice(item, key, suite.masked),
        item.where.text if item.where is not None else "",
    )
    return Finding(
        check=item.check.name,
        subject=subject,
        verdict=outcome.verdict,
        reason=outcome.reason,
        summary=outcome.summary + seen,
        observed=None if is_masked and outcome.is_value else outcome.observed,
        required=outcome.required,
        n=outcome.n,
        n_failed=outcome.n_failed,
        hint=outcome.hint,
        severity=Severity.INFO if outcome.reason == Reason.NOT_ENFORCED else item.severity,
        why=item.why,
        owner=item.owner or suite.owner,
        runbook=item.runbook,
        tags=item.tags,
        sample=sample,
        cost=cost,
        origin=item.origin,
    )


def remarks_of(suite: Suite) -> list[Finding]:
    """Return what is agreed and not enforced, as findings that shut no gate."""
    return [
        Finding(
            check="not_enforced",
            subject=Subject(suite.table),
            verdict=Verdict.INCONCLUSIVE,
            reason=Reason.NOT_ENFORCED,
            summary=text,
            severity=Severity.INFO,
            owner=suite.owner,
            origin=origin,
        )
        for text, origin in suite.remarks
    ]


def _slice(item: SuiteItem, key: SliceKey, masked: frozenset[str]) -> tuple[tuple[str, str], ...]:
    pairs = zip(item.group_by, key, strict=False)
    return tuple((name, MASK if hides(masked, (name,)) else _slice_text(value)) for name, value in pairs)


def _slice_text(value: object) -> str:
    if value is None:
        return "(null)"
    return str(value) if isinstance(value, str | int) else format_value(value)
