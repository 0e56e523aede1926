"""Make a reference: look at a table once, freeze edges and lists, and keep its rows as counts on them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray
from sqlglot import exp

from lockgate.domain.codec import digest, round_float, to_plain
from lockgate.domain.errors import DataError, LockgateError, ParameterError
from lockgate.drift.collect import collect
from lockgate.drift.reference import Acceptance, Reference, Skipped
from lockgate.drift.reference_column import Binned, Filled, Listed, ReferenceColumn
from lockgate.drift.row_sample import Drawn, draw_rows, sampled_columns
from lockgate.drift.slices import freeze_slices
from lockgate.drift.spec import Kept
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.binned_counts import BinnedCounts, BinnedCountsState, Grid, Part, center_of
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.listed_counts import ListedCounts, ListedCountsState
from lockgate.scan.blocks import Block
from lockgate.scan.engine import Session
from lockgate.scan.execute import Answer, answer_pass
from lockgate.scan.expression import Expression
from lockgate.scan.plan import Pass
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType, Schema
from lockgate.scan.suite import hides

__all__ = ["FINE_CELLS", "MOST_BINS", "MOST_BLOCKS", "MOST_CATEGORIES", "freeze"]

FINE_CELLS = 1_024
"""Even cells between the ends of a column, of which bins are made."""

MOST_BINS = 50
"""Bins that hold about equal rows of the reference; those at the ends are cut further, at `_TAILS`."""

MOST_CATEGORIES = 100
"""Values that are listed by name."""

MOST_BLOCKS = 400
"""Blocks that a reference keeps: a year of days and some."""

_FEWEST_CELLS = 256  # that hold the central rows; with fewer, the column is looked at again from nearer
_TAIL = 0.001  # of the rows on either side do not count as central
_FEWEST_DIGITS = 1e-6  # of a number that a grid may look at: beyond it, edges would be written alike
_LOOKS = 6
_TAILS = (0.001, 0.005, 0.995, 0.999)  # of the rows: far out a few of them weigh as much as many
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
    kept: Kept | None = None,
    acceptance: Acceptance | None = None,
) -> Reference:
    """Freeze a table as a reference.

    Numbers are counted on about `MOST_BINS` bins of equal rows, texts and booleans by up to `MOST_CATEGORIES`
    values, timestamps by the hour of the day and dates by the day of the week; of where in the years they lie, only
    the oldest and the newest are kept. Of columns whose values cannot be compared, such as those that name rows, only
    the rows without a value are counted. Masked columns and types without plain values are left out, and the reference
    says so.

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
    kept : Kept or None, default=None
        Blocks and slices by which rows are kept as well.
    acceptance : Acceptance or None, default=None
        Why they may be a reference.

    Raises
    ------
    DataError
        If the table cannot be read, has no rows, no column that can be compared, or too many slices.
    ParameterError
        If there are too many blocks, a column to slice by is masked, or a feature is none.
    """
    schema, kept = session.schema(table), kept or Kept()
    counted = Request(table, RowCount())
    rows = cast("Count", _known(collect(session, schema, [counted])[counted])).n
    if not rows:
        raise DataError.empty(table, "compare with a table that has rows")
    freezer = _Freezer(session, schema, _look(session, schema, masked), masked)
    columns: list[ReferenceColumn] = []
    skipped: list[Skipped] = []
    for column in schema.columns:
        found = freezer.freeze(column)
        if isinstance(found, str):
            skipped.append(Skipped(column.name, found))
        else:
            columns.append(found)
    if all(one.filled for one in columns):
        reasons = [f"{one.name}: {one.filled.reason}" for one in columns if one.filled]
        raise DataError.incomparable(table, [*reasons, *(f"{one.column}: {one.reason}" for one in skipped)])
    if kept.block is not None:
        columns = [freezer.blocked(column, kept.block) for column in columns]
    columns = freeze_slices(session, schema, columns, kept, masked)
    features = () if kept.features is None else sampled_columns(columns, kept.features)
    drawn = draw_rows(session, schema, features, kept.block) if features else Drawn(())
    return Reference(
        table=table,
        version=version,
        rows=rows,
        columns=tuple(columns),
        skipped=tuple(skipped),
        content=digest([rows, to_plain(tuple(columns))]),
        block=kept.block,
        slices=kept.slices,
        features=features,
        sample=drawn.rows,
        sample_blocks=drawn.blocks,
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
        """Return the frozen column, or why it is not compared at all."""
        if hides(self.masked, (column.name,)):
            return "its values are masked"
        try:
            found = self._frozen(column)
        except DataError as error:
            return error.text
        return self._filled(column, found) if isinstance(found, str) else found

    def _filled(self, column: Column, reason: str) -> ReferenceColumn:
        state = cast("ListedCountsState", self._answer(FilledCounts(column.name)))
        return ReferenceColumn(name=column.name, logical=column.logical, filled=Filled(state, reason))

    def _frozen(self, column: Column) -> ReferenceColumn | str:
        """Return the column with its values, or why these are not compared."""
        if column.name in self.look.naming_rows:
            return "nearly every row has a value of its own"
        try:
            return self._valued(column)
        except ParameterError:  # no edges lie between its numbers
            return "its numbers are too large to be told apart"

    def _valued(self, column: Column) -> ReferenceColumn | str:
        if column.is_numeric:
            return self._number(column)
        return self._season(column) if column.is_instant else self._categories(column)

    def _number(self, column: Column) -> ReferenceColumn | str:
        is_whole = column.logical is LogicalType.INTEGER
        near = _widened(self.look.ends.get(column.name)) or self._ends(column)
        if near is None:
            return "it holds no numbers"
        grid, fine = self._fine(column, near, is_whole=is_whole)
        frozen = _rolled_up(_trimmed(fine))
        is_exact = is_whole and grid.step == 1 and len(frozen.counts) == frozen.edges[-1] - frozen.edges[0]
        binned = Binned(frozen, grid, is_whole=is_exact)
        return ReferenceColumn(name=column.name, logical=column.logical, binned=binned)

    def _fine(self, column: Column, near: Ends, *, is_whole: bool) -> tuple[Grid, BinnedCountsState]:
        """Return a grid on which the rows spread, and their counts on it."""
        for _ in range(_LOOKS):
            grid = _grid(*near, is_whole=is_whole)
            state = self._binned(BinnedCounts(column.name, grid.edges, grid, is_summed=True))
            is_off = state.below + state.above > _MOST_BEYOND * state.n
            nearer = self._ends(column) if is_off else _central(state)
            if nearer is None:
                break
            near = nearer
        return grid, state

    def _ends(self, column: Column) -> Ends | None:
        """Return the smallest and largest finite value of the whole column."""
        quoted = exp.column(column.name, quoted=True).sql("duckdb")
        only = Expression(f"not isnan({quoted}) and not isinf({quoted})") if column.holds_nan else None
        bounds = cast("ExtremesState", self._extremes(column, only)).bounds
        return None if bounds is None else (float(cast("float", bounds[0])), float(cast("float", bounds[1])))

    def _season(self, column: Column) -> ReferenceColumn:
        is_date = column.logical is LogicalType.DATE
        part, first, last = (Part.WEEKDAY, 1, 7) if is_date else (Part.HOUR, 0, 23)
        grid = Grid(first - 0.5, 1.0, last - first + 1)
        state = self._binned(BinnedCounts(column.name, grid.edges, grid, part))
        binned = Binned(state, grid, part, is_whole=True)
        span = cast("ExtremesState", self._extremes(column))
        return ReferenceColumn(name=column.name, logical=column.logical, binned=binned, span=span)

    def _extremes(self, column: Column, only: Expression | None = None) -> Answer:
        request = Request(self.schema.table, Extremes(column.name), only)
        return _known(collect(self.session, self.schema, [request])[request])

    def _categories(self, column: Column) -> ReferenceColumn | str:
        state = cast("ListedCountsState", self._answer(ListedCounts(column.name)))
        if not state.n:
            return "it holds no values"
        listed, others = state.others[:MOST_CATEGORIES], state.others[MOST_CATEGORIES:]
        named = sum(n for _, n in listed)
        if named < _FEWEST_LISTED * state.n:
            return f"its {MOST_CATEGORIES} most frequent values are less than half of its rows"
        rest = state.rest + sum(n for _, n in others)
        frozen = ListedCountsState(tuple(sorted(listed)), (), rest, state.nulls)
        return ReferenceColumn(name=column.name, logical=column.logical, listed=Listed(frozen))

    def blocked(self, column: ReferenceColumn, block: Block) -> ReferenceColumn:
        """Return a frozen column with the rows of each block.

        Raises
        ------
        DataError
            If the table has no such blocks.
        ParameterError
            If there are more than `MOST_BLOCKS`.
        """
        state = self._answer(column.frozen.asked(column.name, block, is_summed=True))
        _require_few(cast("BinnedCountsState | ListedCountsState", state).blocks, block)
        if column.binned is not None:
            return replace(column, binned=replace(column.binned, state=cast("BinnedCountsState", state)))
        if column.filled is not None:
            return replace(column, filled=replace(column.filled, state=cast("ListedCountsState", state)))
        return replace(column, listed=Listed(cast("ListedCountsState", state)))

    def _binned(self, asked: BinnedCounts) -> BinnedCountsState:
        return cast("BinnedCountsState", self._answer(asked))

    def _answer(self, asked: BinnedCounts | FilledCounts | ListedCounts) -> Answer:
        return _known(answer_pass(Pass(self.schema, Request(self.schema.table, asked)), self.session))


def _known(answer: Answer) -> Answer:
    """Return the answer; what could not be asked is raised."""
    if isinstance(answer, LockgateError):
        raise answer
    return answer


def _require_few(blocks: Sequence[object], block: Block) -> None:
    if len(blocks) > MOST_BLOCKS:
        must = f"at most {MOST_BLOCKS:,} blocks (`{block.column}`: choose a longer unit)"
        raise ParameterError.of("drift", "blocks", must, len(blocks))


def _widened(ends: Ends | None) -> Ends | None:
    """Return the ends that the whole table may have, when some rows have these."""
    if ends is None:
        return None
    slack = (ends[1] - ends[0]) * _SLACK
    return ends[0] - slack, ends[1] + slack


def _trimmed(state: BinnedCountsState) -> BinnedCountsState:
    """Return the state without the empty bins at its ends."""
    held = np.flatnonzero(state.counts)
    first, last = int(held[0]), int(held[-1]) + 1
    return _cut(state, np.arange(first, last), last)


def _grid(low: float, high: float, *, is_whole: bool) -> Grid:
    """Return even cells around all values from `low` to `high`; whole numbers lie in the middle of theirs."""
    if is_whole:
        low, high = math.floor(low), math.ceil(high)
        width = max(1, math.ceil((high - low + 1) / FINE_CELLS))
        return Grid(low - 0.5, float(width), math.ceil((high - low + 1) / width))
    span = max(high - low, _FEWEST_DIGITS * max(abs(low), abs(high))) or 1.0
    step = round_float(span / (FINE_CELLS - 2), 6)
    return Grid(round_float(low - step / 2), step, FINE_CELLS)


def _central(state: BinnedCountsState) -> tuple[float, float] | None:
    """Return the ends of the central rows where too few cells hold them, so that a nearer look tells more."""
    if len(state.counts) <= FINE_CELLS / 2:
        return None
    running = np.cumsum(state.counts)
    first = int(np.searchsorted(running, _TAIL * running[-1]))
    last = int(np.searchsorted(running, (1 - _TAIL) * running[-1]))
    if last - first >= _FEWEST_CELLS:
        return None
    low, high = state.edges[first], state.edges[last + 1]
    return (low, high) if high - low > _FEWEST_DIGITS * max(abs(low), abs(high)) else None


def _rolled_up(fine: BinnedCountsState) -> BinnedCountsState:
    """Return the state on about `MOST_BINS` bins of about equal rows, and finer ones at the ends.

    A cell that holds as many rows as a bin should is a bin of its own: it is often a single value, and what lies beside
    it would not be told from it.
    """
    counts = np.asarray(fine.counts, dtype=np.int64)
    if counts.size <= MOST_BINS:
        return fine
    running = np.cumsum(counts)
    wanted = running[-1] * np.sort([*np.arange(1, MOST_BINS) / MOST_BINS, *_TAILS])
    heavy = np.flatnonzero(counts * MOST_BINS >= running[-1])
    cuts = np.unique([0, *(np.searchsorted(running, wanted) + 1), *heavy, *(heavy + 1)])
    return _cut(fine, cuts[cuts < counts.size].astype(np.int64), counts.size)


def _cut(fine: BinnedCountsState, starts: NDArray[np.int64], end: int) -> BinnedCountsState:
    """Return the state on the bins that begin at some of its bins, up to `end`; what is empty may be lost.

    Sums are measured from the middle of the edges, so they move with it.
    """
    edges = (*(fine.edges[int(start)] for start in starts), fine.edges[end])
    counts = tuple(np.add.reduceat(np.asarray(fine.counts[:end]), starts).tolist())
    shift = fine.center - center_of(edges)
    rows = np.array([fine.below, *counts, fine.above], dtype=np.float64)
    gaps, squares = (
        np.concatenate(([sums[0]], np.add.reduceat(np.asarray(sums[1 : end + 1]), starts), [sums[-1]]))
        for sums in (fine.gaps, fine.squares)
    )
    moved = gaps + shift * rows, squares + 2 * shift * gaps + shift**2 * rows
    rounded = [tuple(round_float(float(one)) for one in sums) for sums in moved]
    return replace(fine, edges=edges, counts=counts, gaps=rounded[0], squares=rounded[1])
