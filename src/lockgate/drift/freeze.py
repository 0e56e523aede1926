"""Make a reference: look at a table once, freeze edges and lists, and keep its rows as counts on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from sqlglot import exp

from lockgate.domain.codec import digest, round_float, to_plain
from lockgate.domain.errors import DataError, LockgateError
from lockgate.drift.collect import collect
from lockgate.drift.reference import Acceptance, Binned, Listed, Reference, ReferenceColumn, Skipped
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import (
    BinnedCounts,
    BinnedCountsState,
    Count,
    Extremes,
    ExtremesState,
    ListedCounts,
    ListedCountsState,
    RowCount,
)
from lockgate.scan.aggregates.binned_counts import Part
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer, answer_pass
from lockgate.scan.expression import Expression
from lockgate.scan.plan import Pass
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.suite import hides

__all__ = ["FINE_CELLS", "MOST_BINS", "MOST_CATEGORIES", "freeze"]

FINE_CELLS = 1_024
"""Even cells between the ends of a column, of which bins are made."""

MOST_BINS = 100
"""Bins that are frozen: each holds about a hundredth of the reference, so no cumulative share is off by more."""

MOST_CATEGORIES = 100
"""Values that are listed by name."""

_FEWEST_CELLS = 256  # that hold the central rows; with fewer, the column is looked at again from nearer
_TAIL = 0.001  # of the rows on either side do not count as central
_LOOKS = 4
_PROBE_ROWS = 10_000
_UNLIKE = 0.7  # of the rows of a probe have a value of their own: it names rows
_FEWEST_LISTED = 0.5  # of the rows must have a listed value


def freeze(
    session: Session,
    table: str,
    *,
    version: str = "",
    masked: frozenset[str] = frozenset(),
    acceptance: Acceptance | None = None,
) -> Reference:
    """Freeze a table as a reference.

    Numbers are counted on up to `MOST_BINS` bins of about equal rows, texts and booleans by up to `MOST_CATEGORIES`
    values, timestamps by the hour of the day and dates by the day of the week: where in the year an instant lies
    always differs and says nothing. Masked columns, columns that name rows, and types without plain values are left
    out, and the reference says so.

    Parameters
    ----------
    session : Session
        Where the table is open.
    table : str
        Its name.
    version : str, default=""
        The name of the reference among those of the table.
    masked : frozenset of str, default=none
        Personal or secret columns: no value of theirs may be frozen.
    acceptance : Acceptance or None, default=None
        Why they may be a reference.

    Raises
    ------
    DataError
        If the table cannot be read, has no rows, or no column that can be compared.
    """
    schema = session.schema(table)
    rows, ends = _look(session, schema, masked)
    if not rows:
        raise DataError.empty(table)
    freezer = _Freezer(session, schema, ends, masked, _naming_rows(session, schema, masked))
    columns: list[ReferenceColumn] = []
    skipped: list[Skipped] = []
    for column in schema.columns:
        found = freezer.freeze(column)
        if isinstance(found, str):
            skipped.append(Skipped(column.name, found))
        else:
            columns.append(found)
    if not columns:
        raise DataError.incomparable(table, [f"{one.column}: {one.reason}" for one in skipped])
    return Reference(
        table=table,
        version=version,
        rows=rows,
        columns=tuple(columns),
        skipped=tuple(skipped),
        content=digest([rows, to_plain(tuple(columns))]),
        acceptance=acceptance or Acceptance(),
    )


Ends = dict[str, tuple[float, float]]


def _look(session: Session, schema: Schema, masked: frozenset[str]) -> tuple[int, Ends]:
    """Return the number of rows, and the smallest and largest finite value of each numeric column that has one."""
    numeric = [one.name for one in schema.columns if one.is_numeric and not hides(masked, (one.name,))]
    requests = {name: Request(schema.table, Extremes(name)) for name in numeric}
    counted = Request(schema.table, RowCount())
    found = collect(session, schema, [counted, *requests.values()])
    rows = found[counted]
    if isinstance(rows, LockgateError):
        raise rows
    ends = {name: _ends(found[request]) for name, request in requests.items()}
    strange = {
        name: _among_finite(schema.table, name) for name, pair in ends.items() if pair and not _is_finite(pair)
    }
    again = collect(session, schema, strange.values()) if strange else {}
    ends |= {name: _ends(again[request]) for name, request in strange.items()}
    return cast("Count", rows).n, {name: pair for name, pair in ends.items() if pair is not None}


def _ends(answer: Answer) -> tuple[float, float] | None:
    bounds = answer.bounds if isinstance(answer, ExtremesState) else None
    return None if bounds is None else (float(cast("float", bounds[0])), float(cast("float", bounds[1])))


def _is_finite(pair: tuple[float, float]) -> bool:
    return math.isfinite(pair[0]) and math.isfinite(pair[1])


def _among_finite(table: str, name: str) -> Request:
    quoted = exp.column(name, quoted=True).sql("duckdb")
    return Request(table, Extremes(name), Expression(f"not isnan({quoted}) and not isinf({quoted})"))


def _naming_rows(session: Session, schema: Schema, masked: frozenset[str]) -> frozenset[str]:
    """Return text columns of which a look at some rows says that nearly every row has a value of its own."""
    texts = [
        one for one in schema.columns if one.logical is LogicalType.STRING and not hides(masked, (one.name,))
    ]
    if not texts:
        return frozenset()
    values = [column_sql(column) for column in texts]
    some = exp.select(*values).from_(table_sql(schema.table)).limit(_PROBE_ROWS).subquery("p")
    counts = [
        each
        for value in values
        for each in (exp.Count(this=value.copy()), exp.ApproxDistinct(this=value.copy()))
    ]
    row = [cast("int", value or 0) for value in session.rows(exp.select(*counts).from_(some))[0]]
    pairs = zip(texts, row[::2], row[1::2], strict=True)
    return frozenset(
        column.name for column, filled, distinct in pairs if distinct > max(MOST_CATEGORIES, _UNLIKE * filled)
    )


@dataclass(frozen=True, slots=True)
class _Freezer:
    """Freezes one column after the other."""

    session: Session
    schema: Schema
    ends: Ends
    masked: frozenset[str]
    unlike: frozenset[str]

    def freeze(self, column: Column) -> ReferenceColumn | str:
        """Return the frozen column, or why it is not compared."""
        if hides(self.masked, (column.name,)):
            return "its values are masked"
        if column.name in self.unlike:
            return "nearly every row has a value of its own"
        try:
            if column.is_numeric:
                return self._number(column)
            if column.is_instant:
                return self._season(column)
            return self._categories(column)
        except DataError as error:
            return error.text

    def _number(self, column: Column) -> ReferenceColumn | str:
        if column.name not in self.ends:
            return "it holds no numbers"
        low, high = self.ends[column.name]
        is_whole = column.logical is LogicalType.INTEGER
        for _ in range(_LOOKS):
            fine = _grid(low, high, is_whole=is_whole)
            state = self._binned(BinnedCounts(column.name, fine, len(fine) - 1))
            near = _central(state)
            if near is None or len(fine) <= FINE_CELLS / 2:
                break
            low, high = near
        frozen = _rolled_up(state)
        unit = is_whole and fine[1] - fine[0] == 1 and len(frozen.edges) == len(fine)
        return ReferenceColumn(
            name=column.name, logical=column.logical, binned=Binned(frozen, len(fine) - 1, is_whole=unit)
        )

    def _season(self, column: Column) -> ReferenceColumn:
        is_date = column.logical is LogicalType.DATE
        part, first, last = (Part.WEEKDAY, 1, 7) if is_date else (Part.HOUR, 0, 23)
        edges = tuple(value - 0.5 for value in range(first, last + 2))
        asked = BinnedCounts(column.name, edges, last - first + 1, part)
        binned = Binned(self._binned(asked), asked.grid, part, is_whole=True)
        return ReferenceColumn(name=column.name, logical=column.logical, binned=binned)

    def _categories(self, column: Column) -> ReferenceColumn | str:
        state = self._answer(ListedCounts(column.name))
        if not isinstance(state, ListedCountsState):
            raise TypeError(type(state).__name__)
        if not state.n:
            return "it holds no values"
        listed, others = state.others[:MOST_CATEGORIES], state.others[MOST_CATEGORIES:]
        named = sum(n for _, n in listed)
        if named < _FEWEST_LISTED * state.n:
            return f"its {MOST_CATEGORIES} most frequent values are less than half of its rows"
        rest = state.rest + sum(n for _, n in others)
        frozen = ListedCountsState(tuple(sorted(listed)), (), rest, state.nulls)
        return ReferenceColumn(name=column.name, logical=column.logical, listed=Listed(frozen))

    def _binned(self, asked: BinnedCounts) -> BinnedCountsState:
        state = self._answer(asked)
        if not isinstance(state, BinnedCountsState):
            raise TypeError(type(state).__name__)
        return state

    def _answer(self, asked: BinnedCounts | ListedCounts) -> Answer:
        answer = answer_pass(Pass(self.schema, Request(self.schema.table, asked)), self.session)
        if isinstance(answer, LockgateError):
            raise answer
        return answer


def _grid(low: float, high: float, *, is_whole: bool) -> tuple[float, ...]:
    """Return even edges around all values from `low` to `high`; those of whole numbers lie between them."""
    if is_whole:
        width = max(1, math.ceil((high - low + 1) / FINE_CELLS))
        cells = math.ceil((high - low + 1) / width)
        return tuple(low - 0.5 + width * i for i in range(cells + 1))
    span = high - low or max(abs(high), 1.0) * 1e-6
    step = round_float(span / (FINE_CELLS - 2), 6)
    start = round_float(low - step, 9)
    return tuple(round_float(start + step * i) for i in range(FINE_CELLS + 1))


def _central(state: BinnedCountsState) -> tuple[float, float] | None:
    """Return the ends of the central rows where too few cells hold them, so that a nearer look tells more."""
    running = np.cumsum(state.counts)
    if not running[-1]:
        return None
    first = int(np.searchsorted(running, _TAIL * running[-1]))
    last = int(np.searchsorted(running, (1 - _TAIL) * running[-1]))
    if last - first >= _FEWEST_CELLS:
        return None
    held = sum(count > 0 for count in state.counts[first : last + 1])
    if held < 3:  # noqa: PLR2004 - an atom or two stay what they are, however near one looks
        return None
    return state.edges[first], state.edges[last + 1]


def _rolled_up(fine: BinnedCountsState) -> BinnedCountsState:
    """Return the state on at most `MOST_BINS` bins of about equal rows; the ends stay."""
    counts = np.asarray(fine.counts, dtype=np.int64)
    if counts.size <= MOST_BINS:
        return fine
    running = np.cumsum(counts)
    wanted = running[-1] * np.arange(1, MOST_BINS) / MOST_BINS
    cuts = np.unique(np.searchsorted(running, wanted) + 1)
    starts = np.concatenate([[0], cuts[cuts < counts.size]])
    edges = tuple(fine.edges[int(start)] for start in starts)
    return replace(fine, edges=(*edges, fine.edges[-1]), counts=tuple(np.add.reduceat(counts, starts).tolist()))
