"""Questions that Python answers: one grouping of a column, each distinct value judged once, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heapreplace
from typing import cast

from sqlglot import exp

from lockgate.domain.errors import DataError, LockgateError
from lockgate.scan.aggregate import Request, plain_count
from lockgate.scan.aggregates.judged_values import (
    JudgedValues,
    JudgedValuesState,
    OtherTypes,
    ValueRule,
    values_query,
)
from lockgate.scan.engine import Session
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Schema

__all__ = [
    "CHUNK_ROWS",
    "MOST_REJECTED",
    "MOST_REJECTED_IN_SLICE",
    "JudgedPass",
    "Judgement",
    "Refused",
    "passes_of",
    "rejected_values",
]

CHUNK_ROWS = 65_536
"""Distinct values that are in memory at one time."""

MOST_REJECTED = 10_000
"""Refused values of a rule that are remembered, so that rows with them can be told."""

MOST_REJECTED_IN_SLICE = 200
"""As many, where a table is judged in slices."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class JudgedPass:
    """The rules about one column, of the same rows and slices: one grouping answers them all."""

    schema: Schema
    requests: tuple[Request, ...]

    @property
    def column(self) -> str:
        """Return the column."""
        return self.requests[0].aggregate.columns[0]

    def query(self) -> exp.Select:
        """Return the grouping: the slice columns, a value, its rows."""
        first = self.requests[0]
        return _query(self.schema, self.column, first.where, first.by, _others(first))

    def judge(self, session: Session) -> dict[Request, dict[Key, Judgement] | LockgateError]:
        """Read the distinct values and judge each; a rule that breaks is the error of its own request alone."""
        found: dict[Request, dict[Key, Judgement] | LockgateError] = {request: {} for request in self.requests}
        slices = len(self.requests[0].by)
        try:
            for chunk in session.chunks(self.query(), CHUNK_ROWS):
                for request in self.requests:
                    judged = found[request]
                    if isinstance(judged, dict):
                        found[request] = _add(judged, request, chunk, slices)
        except LockgateError as error:
            return dict.fromkeys(self.requests, error)
        return found


@dataclass(slots=True)
class Judgement:
    """What was counted of one slice, and at most `most` refused values: those with the most rows."""

    most: int = MOST_REJECTED
    rows: int = 0
    rejected: int = 0
    distinct: int = 0
    worst: list[tuple[int, _Descending]] = field(default_factory=list)

    def add(self, value: str, n: int, *, is_accepted: bool) -> None:
        """Count a value with its rows."""
        self.rows += n
        if is_accepted:
            return
        self.rejected += n
        self.distinct += 1
        entry = (n, _Descending(value))
        if len(self.worst) < self.most:
            heappush(self.worst, entry)
        elif entry > self.worst[0]:
            heapreplace(self.worst, entry)

    @property
    def state(self) -> JudgedValuesState:
        """Return the counts."""
        return JudgedValuesState(self.rows, self.rejected)

    @property
    def refused(self) -> Refused:
        """Return the refused values with the most rows, the most frequent first."""
        values = tuple(entry.value for _, entry in sorted(self.worst, reverse=True))
        return Refused(values, is_complete=self.distinct == len(values))


@dataclass(frozen=True, slots=True)
class Refused:
    """Values that Python refused; `is_complete` tells whether these are all."""

    values: tuple[str, ...] = ()
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class _Descending:
    """A text that is the greater, the earlier it stands in the order of letters."""

    value: str

    def __lt__(self, other: _Descending) -> bool:
        return self.value > other.value


def _add(
    judged: dict[Key, Judgement], request: Request, chunk: Sequence[Sequence[object]], slices: int
) -> dict[Key, Judgement] | LockgateError:
    rule = cast("JudgedValues", request.aggregate).rule
    most = MOST_REJECTED_IN_SLICE if slices else MOST_REJECTED
    try:
        for row in chunk:
            value = str(row[slices])
            judgement = judged.setdefault(tuple(row[:slices]), Judgement(most))
            judgement.add(value, plain_count(row[slices + 1]), is_accepted=rule.accepts(value))
    except LockgateError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a rule may be anybody's code; its crash hides no other's result
        return DataError.engine(request.table, f"the rule broke on a value ({type(error).__name__})")
    return judged


def _others(request: Request) -> OtherTypes:
    return cast("JudgedValues", request.aggregate).others


def _query(
    schema: Schema, column: str, where: Expression | None, by: tuple[str, ...], others: OtherTypes
) -> exp.Select:
    query = values_query(table_sql(schema.table), column, schema, by, others)
    return query if where is None else query.where(where.sql(schema))


def rejected_values(
    schema: Schema, column: str, rule: ValueRule, session: Session, where: Expression | None = None
) -> Iterator[str]:
    """Yield every distinct value that a rule refuses, as the engine hands them out; memory is bounded.

    For whoever needs all offending rows and not only some of them.

    Raises
    ------
    DataError
        If the engine refuses the query.
    """
    query = _query(schema, column, where, (), JudgedValues(column, rule).others)
    for chunk in session.chunks(query, CHUNK_ROWS):
        yield from (
            str(value)
            for value, _ in cast("Sequence[tuple[object, object]]", chunk)
            if not rule.accepts(str(value))
        )


def passes_of(requests: Sequence[Request], schema: Schema) -> tuple[JudgedPass, ...]:
    """Return the groupings that answer requests: one for each column, filter and set of slices."""
    grouped: dict[object, list[Request]] = {}
    for request in requests:
        column = schema.column(request.aggregate.columns[0]).name
        grouped.setdefault((column, request.where, request.by, _others(request)), []).append(request)
    return tuple(JudgedPass(schema, tuple(some)) for some in grouped.values())
