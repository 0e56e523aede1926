"""One column of a reference: what is frozen of it, whole and by slice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.binned_counts import BinnedCounts, BinnedCountsState, Grid, Part
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.listed_counts import ListedCounts, ListedCountsState
from lockgate.scan.blocks import Block
from lockgate.scan.schema import LogicalType

__all__ = ["Binned", "Filled", "Listed", "ReferenceColumn", "ReferenceSlice"]


@dataclass(frozen=True, slots=True)
class Binned:
    """A column on frozen edges.

    Parameters
    ----------
    state : BinnedCountsState
        The reference's rows on the edges.
    grid : Grid
        Even cells on whose ends all edges lie: other rows are counted by the very same arithmetic.
    part : Part
        What of the value is counted.
    is_whole : bool
        Whether each bin is one value: nothing is lost by counting.
    """

    state: BinnedCountsState
    grid: Grid
    part: Part = Part.NUMBER
    is_whole: bool = False

    def asked(self, column: str, block: Block | None = None, *, is_summed: bool = False) -> BinnedCounts:
        """Return the aggregate that counts other rows on the same edges, and sums numbers up on request."""
        is_summed = is_summed and self.part is Part.NUMBER
        return BinnedCounts(column, self.state.edges, self.grid, self.part, block, is_summed)


@dataclass(frozen=True, slots=True)
class Listed:
    """A column on a frozen list of categories.

    Parameters
    ----------
    state : ListedCountsState
        The reference's rows by value; the list is `state.listed`, and rows of rarer values are in `state.rest`.
    """

    state: ListedCountsState

    @property
    def values(self) -> tuple[str, ...]:
        """Return the frozen list."""
        return tuple(value for value, _ in self.state.listed)

    def asked(self, column: str, block: Block | None = None, *, is_summed: bool = False) -> ListedCounts:  # noqa: ARG002 - names have no sum
        """Return the aggregate that counts other rows by the same list."""
        return ListedCounts(column, self.values, block)


@dataclass(frozen=True, slots=True)
class Filled:
    """A column of which only the rows with and without a value are compared.

    Parameters
    ----------
    state : ListedCountsState
        The rows of the reference; its list is empty.
    reason : str
        Why its values are not compared.
    """

    state: ListedCountsState
    reason: str

    def asked(self, column: str, block: Block | None = None, *, is_summed: bool = False) -> FilledCounts:  # noqa: ARG002 - as above
        """Return the aggregate that counts other rows."""
        return FilledCounts(column, block)


@dataclass(frozen=True, slots=True)
class ReferenceSlice:
    """The rows of one column in one slice, on the edges or the list of the column.

    Parameters
    ----------
    by, value : str
        The rows whose `by` reads `value`.
    rows : tuple of int
        Rows in each cell, in order, then those without a value.
    blocks : tuple of (int, tuple of int)
        The same by block, where the reference has blocks; those without a row in the slice are left out.
    gaps, squares : tuple of float
        Of numbers, the sums of each cell, as `BinnedCountsState` has them.
    """

    by: str
    value: str
    rows: tuple[int, ...]
    blocks: tuple[tuple[int, tuple[int, ...]], ...] = ()
    gaps: tuple[float, ...] = ()
    squares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceColumn:
    """One column of a reference; exactly one of `binned`, `listed` and `filled` is there.

    Parameters
    ----------
    name : str
        As the table spells it.
    logical : LogicalType
        The type it had.
    binned, listed, filled : Binned, Listed or Filled
        What is frozen; `filled` where values cannot be compared.
    slices : tuple of ReferenceSlice, default=none
        The same rows by slice.
    span : ExtremesState or None, default=None
        Of dates and timestamps, the oldest and the newest.
    """

    name: str
    logical: LogicalType
    binned: Binned | None = None
    listed: Listed | None = None
    filled: Filled | None = None
    slices: tuple[ReferenceSlice, ...] = ()
    span: ExtremesState | None = None

    @property
    def frozen(self) -> Binned | Listed | Filled:
        """Return what is frozen.

        Raises
        ------
        StateError
            If there is nothing.
        """
        found = self.binned or self.listed or self.filled
        if found is None:
            raise StateError.unreadable(f"reference column `{self.name}`", "nothing of it is frozen")
        return found

    @property
    def missing(self) -> int:
        """Return the rows without a value."""
        state = self.frozen.state
        return state.missing if isinstance(state, BinnedCountsState) else state.nulls

    @property
    def n(self) -> int:
        """Return the rows with a value."""
        return self.frozen.state.n

    def request(
        self, table: str, block: Block | None = None, by: tuple[str, ...] = (), *, is_summed: bool = False
    ) -> Request:
        """Return what is asked of `table` to compare it with this; `is_summed` where it matters where values lie."""
        return Request(table, self.frozen.asked(self.name, block, is_summed=is_summed), by=by)

    def sliced(self, by: str) -> dict[str, ReferenceColumn]:
        """Return the column in each slice of `by`, by the value of the slice, as if it held no other rows."""
        return {one.value: self._of_slice(one) for one in self.slices if one.by == by}

    def _of_slice(self, one: ReferenceSlice) -> ReferenceColumn:
        own = dict(one.blocks)
        nothing = (0,) * len(one.rows)
        blocks = tuple((key, own.get(key, nothing)) for key, _ in self.frozen.state.blocks)
        *cells, missing = one.rows
        if self.binned is not None:
            state = BinnedCountsState(
                self.binned.state.edges,
                tuple(cells[1:-1]),
                cells[0],
                cells[-1],
                missing,
                blocks=blocks,
                gaps=one.gaps,
                squares=one.squares,
            )
            return replace(self, binned=replace(self.binned, state=state), slices=())
        if self.filled is not None:
            filled = ListedCountsState((), (), cells[-1], missing, blocks)
            return replace(self, filled=replace(self.filled, state=filled), slices=())
        values = Listed(self.frozen.state).values if isinstance(self.frozen.state, ListedCountsState) else ()
        listed = ListedCountsState(tuple(zip(values, cells, strict=False)), (), cells[-1], missing, blocks)
        return replace(self, listed=Listed(listed), slices=())
