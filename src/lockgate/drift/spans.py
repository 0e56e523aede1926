"""When the rows of both tables happened: an hour of the day looks alike in any year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lockgate.documents.duration import format_duration
from lockgate.domain.codes import Reason
from lockgate.domain.errors import LockgateError
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.verdict import Verdict
from lockgate.drift.reference import Reference
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.drift.spec import DriftSpec
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.execute import Answer
from lockgate.scan.instants import Span, span_of_extremes

__all__ = ["CHECK_SPAN", "MOST_AHEAD", "judge_spans", "span_requests"]

CHECK_SPAN = "span_drift"

MOST_AHEAD = timedelta(days=1)
"""How far ahead of the run the newest instant may lie, for clocks and zones that differ."""

_LAG = 10  # parts of the span of the reference that the newest instant may lie behind, where the entry says nothing

Spans = tuple[Span, Span]


def span_requests(table: str, columns: Sequence[ReferenceColumn]) -> dict[str, Request]:
    """Return what is asked of a table to tell when its rows happened, by column; the time of the run has no name."""
    asked = {one.name: Request(table, Extremes(one.name)) for one in columns if one.span is not None}
    return {**asked, "": Request(table, Now())} if asked else {}


def judge_spans(
    spec: DriftSpec, reference: Reference, columns: Sequence[ReferenceColumn], answers: Mapping[Request, Answer]
) -> tuple[Finding, ...]:
    """Return one finding for each date or timestamp that has values in both tables.

    A later period is as it should be, so only two things are wrong: the newest instant is in the future, or it lies
    behind that of the reference. Wholly before the reference, or more than `DriftSpec.lag` behind, it is ``FAIL``;
    where the entry says nothing, more than a tenth of the span of the reference behind is ``INCONCLUSIVE``.

    Parameters
    ----------
    spec : DriftSpec
        What is asked.
    reference : Reference
        The frozen side.
    columns : sequence of ReferenceColumn
        Those that are compared.
    answers : mapping of Request to answer
        The answers to `span_requests`.
    """
    requests = span_requests(spec.data, columns)
    clock = answers[requests[""]] if requests else None
    if not isinstance(clock, NowState):
        return ()
    found = []
    for column in columns:
        before = _spans(column.span, column.name)
        if before is None or isinstance(answers[column.request(spec.data, reference.block)], LockgateError):
            continue  # no instants; or the column is not there, which is told already
        answer = answers[requests[column.name]]
        if isinstance(answer, ExtremesState):
            found += _judged(spec, reference, column.name, before, answer, clock.instant)
        else:
            text = answer.text if isinstance(answer, LockgateError) else "it is sliced"
            found.append(_finding(spec, column.name, Verdict.ERROR, _Seen(Reason.NOT_ASKABLE, text)))
    return tuple(found)


def _spans(state: ExtremesState | None, column: str) -> Spans | None:
    return None if state is None else span_of_extremes(state, column, UTC)


def _judged(
    spec: DriftSpec, reference: Reference, column: str, before: Spans, answer: ExtremesState, now: datetime
) -> list[Finding]:
    after = _spans(answer, column)
    if after is None:
        return []
    behind = before[1].end - after[1].end
    ahead = after[1].ahead(now)
    usual_ahead = max(before[1].ahead(reference.acceptance.at or now), timedelta(0))
    span = f"{_day(after[0])} to {_day(after[1])}, the reference {_day(before[0])} to {_day(before[1])}"
    most = max((before[1].end - before[0].start) / _LAG, timedelta(days=1)) if spec.lag is None else spec.lag
    required = f"newest at most {format_duration(most)} behind that of the reference, and not in the future"
    verdict, words = Verdict.PASS, ""
    if ahead > usual_ahead + MOST_AHEAD:
        verdict, words = Verdict.FAIL, f"the newest lies {_long(ahead)} in the future"
    elif behind > most:
        is_before = after[1].end < before[0].start
        verdict = Verdict.FAIL if is_before or spec.lag is not None else Verdict.INCONCLUSIVE
        words = f"the newest lies {_long(behind)} behind that of the reference"
    reason = Reason.SAME if verdict is Verdict.PASS else Reason.OTHER_TIME
    summary = "; ".join(part for part in (words, span) if part)
    return [_finding(spec, column, verdict, _Seen(reason, summary, after[1].end.isoformat(), required))]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of one column."""

    reason: str
    summary: str
    newest: str | None = None
    required: str = ""


def _finding(spec: DriftSpec, column: str, verdict: Verdict, seen: _Seen) -> Finding:
    hint = "look whether old rows were loaded again or a clock is wrong; `lag` says how far behind they may be"
    return Finding(
        check=CHECK_SPAN,
        subject=Subject(spec.data, (column,)),
        verdict=verdict,
        reason=seen.reason,
        summary=seen.summary,
        observed=seen.newest,
        required=seen.required,
        hint="" if verdict is Verdict.PASS else hint,
    )


def _day(span: Span) -> str:
    return span.start.date().isoformat()


def _long(length: timedelta) -> str:
    """Write a length without its smaller units.

    Examples
    --------
    >>> _long(timedelta(days=3650, hours=3)), _long(timedelta(hours=30, seconds=1))
    ('3650d', '1d 6h')
    """
    unit = timedelta(days=1) if length >= timedelta(days=2) else timedelta(hours=1)
    return format_duration(length // unit * unit)
