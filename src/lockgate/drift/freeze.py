"""Make a reference: look at a table once, freeze edges and lists, and keep its rows as counts on them."""

from __future__ import annotations

import math
from collections.abc import Mapping
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

MOST_BINS = 50
"""Bins that are frozen: each holds about a fiftieth of the reference."""

MOST_CATEGORIES = 100
"""Values that are listed by name."""

_FEWEST_CELLS = 256  # that hold the central rows; with fewer, the column is looked at again from nearer
_TAIL = 0.001  # of the rows on either side do not count as central
_FEWEST_DIGITS = 1e-6  # of a number that a grid may look at: beyond it, edges would be written alike
_LOOKS = 4
_SLACK = 0.25  # of the span of some rows, on either side, for the others
_MOST_BEYOND = 0.005  # of the rows may lie beyond the first grid; with more, it is laid over all of them
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
    counted = Request(table, RowCount())
    answer = collect(session, schema, [counted])[counted]
    if isinstance(answer, LockgateError):
        raise answer
    rows = cast("Count", answer).n
    if not rows:
        raise DataError.empty(table)
    freezer = _Freezer(session, schema, _look(session, schema, masked), masked)
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


Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Look:
    """What some rows tell: where to lay the first grid of each column, and which columns name rows."""

    ends: Mapping[str, Ends]
    naming_rows: frozenset[str]


def _look(session: Session, schema: Schema, masked: frozenset[str]) -> _Look:
    """Look at the first rows; nothing is decided from them that the whole table does not confirm."""
    shown = [one for one in schema.columns if not hides(masked, (one.name,))]
    numeric = [one for one in shown if one.is_numeric]
    texts = [one for one in shown if one.logical is LogicalType.STRING]
    values = [exp.cast(column_sql(one), "double") for one in numeric] + [column_sql(one) for one in texts]
    if not values:
        return _Look({}, frozenset())
    named = [exp.alias_(value, f"c{i}") for i, value in enumerate(values)]
    some = exp.select(*named).from_(table_sql(schema.table)).limit(_PROBE_ROWS)
    found = session.arrays(some)
    ends: dict[str, Ends] = {}
    for i, column in enumerate(numeric):
        numbers = np.ma.compressed(np.ma.masked_invalid(found[f"c{i}"]))
        if numbers.size:
            ends[column.name] = float(numbers.min()), float(numbers.max())
    naming = set()
    for i, column in enumerate(texts, start=len(numeric)):
        filled = np.ma.compressed(found[f"c{i}"])
        if len(set(filled.tolist())) > max(MOST_CATEGORIES, _UNLIKE * filled.size):
            naming.add(column.name)
    return _Look(ends, frozenset(naming))


@dataclass(frozen=True, slots=True)
class _Freezer:
    """Freezes one column after the other."""

    session: Session
    schema: Schema
    look: _Look
    masked: frozenset[str]

    def freeze(self, column: Column) -> ReferenceColumn | str:
        """Return the frozen column, or why it is not compared."""
        if hides(self.masked, (column.name,)):
            return "its values are masked"
        if column.name in self.look.naming_rows:
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
        is_whole = column.logical is LogicalType.INTEGER
        near = _widened(self.look.ends.get(column.name)) or self._ends(column)
        for _ in range(_LOOKS):
            if near is None:
                return "it holds no numbers"
            fine = _grid(*near, is_whole=is_whole)
            state = self._binned(BinnedCounts(column.name, fine, len(fine) - 1))
            if state.below + state.above > _MOST_BEYOND * state.n:
                near = self._ends(column)
                continue
            central = None if len(fine) <= FINE_CELLS / 2 else _central(state)
            if central is None:
                break
            near = central
        trimmed, cells = _trimmed(state)
        frozen = _rolled_up(trimmed)
        is_exact = is_whole and len(frozen.edges) == cells + 1 and fine[1] - fine[0] == 1
        binned = Binned(frozen, cells, is_whole=is_exact)
        return ReferenceColumn(name=column.name, logical=column.logical, binned=binned)

    def _ends(self, column: Column) -> Ends | None:
        """Return the smallest and largest finite value of the whole column."""
        quoted = exp.column(column.name, quoted=True).sql("duckdb")
        only = Expression(f"not isnan({quoted}) and not isinf({quoted})") if column.holds_nan else None
        request = Request(self.schema.table, Extremes(column.name), only)
        answer = collect(self.session, self.schema, [request])[request]
        if isinstance(answer, LockgateError):
            raise answer
        bounds = answer.bounds if isinstance(answer, ExtremesState) else None
        return None if bounds is None else (float(cast("float", bounds[0])), float(cast("float", bounds[1])))

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


def _widened(ends: Ends | None) -> Ends | None:
    """Return the ends that the whole table may have, when some rows have these."""
    if ends is None:
        return None
    slack = (ends[1] - ends[0]) * _SLACK
    return ends[0] - slack, ends[1] + slack


def _trimmed(state: BinnedCountsState) -> tuple[BinnedCountsState, int]:
    """Return the state without empty bins at its ends, and how many bins are left."""
    held = np.flatnonzero(state.counts)
    if not held.size:
        return state, len(state.counts)
    first, last = int(held[0]), int(held[-1]) + 1
    trimmed = replace(state, edges=state.edges[first : last + 1], counts=state.counts[first:last])
    return trimmed, last - first


def _grid(low: float, high: float, *, is_whole: bool) -> tuple[float, ...]:
    """Return even edges around all values from `low` to `high`; those of whole numbers lie between them."""
    if is_whole:
        low, high = math.floor(low), math.ceil(high)
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
    low, high = state.edges[first], state.edges[last + 1]
    return (low, high) if high - low > _FEWEST_DIGITS * max(abs(low), abs(high)) else None


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
