"""Carry out plans: one query for all, halves of it when it breaks, so that one bad question harms no other."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from sqlglot import exp

from lockgate.domain.errors import DataError, LockgateError
from lockgate.domain.finding import Scalar
from lockgate.scan.aggregate import Request, State, plain_scalar
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.aggregates.judged_values import JudgedValuesState
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.derive import Derivation, by_basis, counted, settle_by_extremes
from lockgate.scan.engine import Session
from lockgate.scan.judged import JudgedPass, Refused
from lockgate.scan.plan import Pass, Scan, TablePlan
from lockgate.scan.schema import Schema

__all__ = [
    "Answer",
    "Answers",
    "Sliced",
    "answer_judged",
    "answer_pass",
    "answer_plan",
    "answer_scan",
    "fused_rows",
]

SliceKey = tuple[Scalar, ...]
Sliced = dict[SliceKey, State]
Answer = State | Sliced | LockgateError


@dataclass(slots=True)
class Answers:
    """What is known so far: a state, states by slice, or the reason why there is none.

    `open` are counts that the cheap states could not settle; `scans` and `passes` count queries that read a table;
    `rejected` are values that Python refused, by slice: for the sample only, no state holds them.
    """

    known: dict[Request, Answer] = field(default_factory=dict)
    open: list[Request] = field(default_factory=list)
    scans: dict[str, int] = field(default_factory=dict)
    passes: dict[str, int] = field(default_factory=dict)
    rejected: dict[Request, dict[SliceKey, Refused]] = field(default_factory=dict)

    def of(self, request: Request) -> Answer | None:
        """Return the answer to a request, None while it is open."""
        return self.known.get(request)

    def refused(self, requests: Sequence[Request], key: SliceKey) -> Refused:
        """Return the values that Python refused in one slice, where one of the requests asked it."""
        found = (self.rejected.get(request, {}) for request in requests)
        return next((values[key] for values in found if key in values), Refused())


def answer_plan(plan: TablePlan, session: Session, now: datetime, answers: Answers) -> None:
    """Run the queries of a plan and add what they say to `answers`."""
    table = plan.schema.table
    answers.known.update(plan.refused)
    for request in plan.free:
        is_now = isinstance(request.aggregate, Now)
        answers.known[request] = NowState(now) if is_now else SchemaState(session.schema(table).columns)
    for scan in plan.scans:
        answers.scans[table] = answers.scans.get(table, 0) + 1
        answers.known.update(answer_scan(scan, session))
    for step in plan.passes:
        answers.passes[table] = answers.passes.get(table, 0) + 1
        answers.known[step.request] = answer_pass(step, session)
    for grouping in plan.by_value:
        answers.passes[table] = answers.passes.get(table, 0) + 1
        for request, rows in fused_rows(grouping.parts, grouping.query, session).items():
            answers.known[request] = _state(request, rows, plan.schema)
    for judged in plan.judged:
        answers.passes[table] = answers.passes.get(table, 0) + 1
        answer_judged(judged, session, answers)
    for basis, derivations in by_basis(plan.derived).items():
        _settle(answers.known[basis], derivations, answers)


def answer_scan(scan: Scan, session: Session) -> dict[Request, Answer]:
    """Run one fused query; when it breaks, run its halves."""
    slices = len(scan.by)

    def query(parts: Sequence[tuple[Request, tuple[exp.Expr, ...]]]) -> exp.Select:
        return scan.only(parts).query()

    return {
        request: _state(request, found, scan.schema, slices)
        for request, found in fused_rows(scan.parts, query, session, lead=slices).items()
    }


Rows = list[tuple[object, ...]]
K = TypeVar("K")


def fused_rows(
    parts: Sequence[tuple[K, tuple[exp.Expr, ...]]],
    query: Callable[[Sequence[tuple[K, tuple[exp.Expr, ...]]]], exp.Select],
    session: Session,
    *,
    lead: int = 0,
) -> dict[K, Rows | LockgateError]:
    """Answer many parts by one query, and return each part's own columns, after the first `lead` ones.

    A part that the engine cannot be asked is left out of the query; one that breaks it is found by halving. The others
    still get their rows.
    """
    gaps: dict[K, LockgateError] = {
        key: gap
        for key, expressions in parts
        if (gap := next(filter(None, map(session.gap, expressions)), None)) is not None
    }
    askable = [part for part in parts if part[0] not in gaps] if gaps else parts
    return {**gaps, **_halved_rows(askable, query, session, lead)}


def _halved_rows(
    parts: Sequence[tuple[K, tuple[exp.Expr, ...]]],
    query: Callable[[Sequence[tuple[K, tuple[exp.Expr, ...]]]], exp.Select],
    session: Session,
    lead: int,
) -> dict[K, Rows | LockgateError]:
    if not parts:
        return {}
    try:
        rows = session.rows(query(parts))
    except LockgateError as error:
        if len(parts) == 1:
            return {parts[0][0]: error}
        middle = len(parts) // 2
        left = _halved_rows(parts[:middle], query, session, lead)
        return left | _halved_rows(parts[middle:], query, session, lead)
    found: dict[K, Rows | LockgateError] = {}
    start = lead
    for key, expressions in parts:
        end = start + len(expressions)
        found[key] = [(*row[:lead], *row[start:end]) for row in rows]
        start = end
    return found


def _state(request: Request, rows: Rows | LockgateError, schema: Schema, slices: int = 0) -> Answer:
    if isinstance(rows, LockgateError):
        return rows
    make: Callable[..., State] = request.aggregate.state  # type: ignore[union-attr]  # only ScanAggregates are fused
    return _states(make, rows, schema, slices)


def answer_pass(step: Pass, session: Session) -> Answer:
    """Run the query of one pass."""
    aggregate, by = step.request.aggregate, step.request.by
    try:
        rows = session.rows(step.query())
    except LockgateError as error:
        return error
    make: Callable[..., State] = aggregate.state  # type: ignore[union-attr]  # only PassAggregates make passes
    return _states(make, rows, step.schema, len(by))


def answer_judged(step: JudgedPass, session: Session, answers: Answers) -> None:
    """Run one grouping whose values Python judges."""
    for request, found in step.judge(session).items():
        if isinstance(found, LockgateError):
            answers.known[request] = found
            continue
        judged = {_key(key): judgement for key, judgement in found.items()}
        if len(judged) < len(found):
            answers.known[request] = _same_name(request.table)
            continue
        answers.rejected[request] = {key: judgement.refused for key, judgement in judged.items()}
        states: Sliced = {key: judgement.state for key, judgement in judged.items()}
        answers.known[request] = states if request.by else states.get((), JudgedValuesState(0, 0))


def _same_name(table: str) -> DataError:
    return DataError.engine(table, "two slices have one name, such as the last day and no end")


def _states(make: Callable[..., State], rows: Rows, schema: Schema, slices: int) -> Answer:
    """Return the states of rows; a value that no state can hold is the error of this question alone."""
    try:
        states = {_key(row[:slices]): make(row[slices:], schema) for row in rows}
    except (TypeError, ValueError, OverflowError) as error:
        return DataError.engine(schema.table, f"a value that cannot be kept: {error}")
    if len(states) < len(rows):
        return _same_name(schema.table)
    return states if slices else states[()]


def _key(values: Sequence[object]) -> SliceKey:
    return tuple(_slice_value(value) for value in values)


def _slice_value(value: object) -> Scalar:
    """Return a slice value with all its digits, so that two slices never become one.

    NaN and infinity become text: so NaN equals itself, and JSON can hold them.
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return str(value) if isinstance(value, Decimal) else plain_scalar(value)


def _settle(basis: Answer, derivations: Sequence[Derivation], answers: Answers) -> None:
    requests = [derivation.request for derivation in derivations]
    for request in requests:
        settled: Count | None = None
        if isinstance(basis, ExtremesState):
            settled = settle_by_extremes(counted(request).predicate, basis)
        if settled is None:
            answers.open.append(request)
        else:
            answers.known[request] = settled


def slices_of(answers: Mapping[Request, Answer], requests: Sequence[Request]) -> list[SliceKey]:
    """Return the slice keys that the answers of sliced requests have, sorted."""
    keys = {key for request in requests for key in _sliced(answers.get(request))}
    return sorted(
        keys, key=lambda key: tuple((value is not None, str(type(value)), str(value)) for value in key)
    )


def _sliced(answer: Answer | None) -> Sequence[SliceKey]:
    return tuple(answer) if isinstance(answer, dict) else ()
