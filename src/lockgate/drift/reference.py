"""The frozen side of a comparison: edges, lists, states and where they come from, as one document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lockgate.domain.codec import canonical_bytes, digest, from_plain, to_plain
from lockgate.domain.errors import StateError, did_you_mean
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.binned_counts import BinnedCounts, BinnedCountsState, Grid, Part
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.listed_counts import ListedCounts, ListedCountsState
from lockgate.scan.blocks import Block
from lockgate.scan.schema import LogicalType

__all__ = [
    "FORMAT",
    "Acceptance",
    "Binned",
    "Filled",
    "Listed",
    "Reference",
    "ReferenceColumn",
    "ReferenceSlice",
    "Skipped",
    "is_reference",
]

FORMAT = "lockgate-reference/1"
"""Name and version of the document; a reader refuses any that it does not know."""

FORMAT_OF_BLOCKS = "lockgate-reference/2"
"""The same with the block of each row that was drawn: who does not know of it would take rows as independent."""


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


@dataclass(frozen=True, slots=True)
class Skipped:
    """A column that the reference does not hold, and why."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """Why these rows may be a reference.

    Parameters
    ----------
    run_id : str
        The accepted run whose evidence says that the rows passed; empty where `reason` overrides.
    at : datetime or None
        The instant of acceptance.
    source : str
        Where the rows were.
    seed : int
        Seed of everything random in the project.
    reason : str
        Why rows that no run has proved were accepted all the same.
    contract : str
        Version of the contract that they keep.
    """

    run_id: str = ""
    at: datetime | None = None
    source: str = ""
    seed: int = 0
    reason: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Everything that a comparison needs of the reference; its rows are not needed any more.

    Parameters
    ----------
    table : str
        The table it was made of.
    version : str
        Its name among the references of that table.
    rows : int
        Rows that were counted.
    columns : tuple of ReferenceColumn
        In the order of the table.
    skipped : tuple of Skipped
        Columns that are not compared, each with the reason.
    content : str
        Digest of what was counted: equal rows on equal edges have equal content.
    block : Block or None
        Which rows belong together; the states hold the rows of each block then.
    slices : tuple of str
        Columns by whose values the rows of every other column are held as well.
    features : tuple of str
        Columns of which rows are held.
    sample : tuple of tuple
        Some rows of these columns, None for a missing value; the only rows that a reference ever holds.
    sample_blocks : tuple of int
        The block of each of these rows, where the reference has blocks.
    acceptance : Acceptance
        Where they were, and why they may be a reference.
    """

    table: str
    version: str
    rows: int
    columns: tuple[ReferenceColumn, ...]
    skipped: tuple[Skipped, ...] = ()
    content: str = ""
    block: Block | None = None
    slices: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    sample: tuple[tuple[float | None, ...], ...] = ()
    sample_blocks: tuple[int, ...] = ()
    acceptance: Acceptance = Acceptance()

    @property
    def called(self) -> str:
        """Return what people call it: its table, and its version if it has one."""
        return f"{self.table}/{self.version}" if self.version else self.table

    def column(self, name: str) -> ReferenceColumn | None:
        """Return a column by its name, None if it is not held; letter case does not matter."""
        folded = name.casefold()
        return next((one for one in self.columns if one.name.casefold() == folded), None)

    def require(self, name: str) -> ReferenceColumn:
        """Return a column by its name.

        Raises
        ------
        StateError
            If the reference does not hold it; the reason says why.
        """
        found = self.column(name)
        if found is None:
            why = next((one.reason for one in self.skipped if one.column.casefold() == name.casefold()), "")
            hint = why or did_you_mean(name, [one.name for one in self.columns])
            raise StateError.not_held(self.called, name, hint)
        return found

    def require_values(self, name: str) -> None:
        """Refuse a column whose values are not held.

        Raises
        ------
        StateError
            If there are none of it to compare with; the reason says why.
        """
        filled = self.require(name).filled
        if filled is not None:
            raise StateError.not_held(self.called, name, f"only its missing rows are compared: {filled.reason}")

    def require_known(self, names: Sequence[str]) -> None:
        """Refuse a name that is neither held nor among the columns that were skipped.

        Raises
        ------
        StateError
            If there is one.
        """
        skipped = {one.column.casefold() for one in self.skipped}
        for name in names:
            if name.casefold() not in skipped:
                self.require(name)

    def require_slices(self, by: str) -> None:
        """Refuse a column that rows were not sliced by.

        Raises
        ------
        StateError
            If the reference does not hold its rows by that column.
        """
        if by not in self.slices:
            raise StateError.not_kept(self.called, f"its rows by `{by}`")

    def to_bytes(self) -> bytes:
        """Return the document: canonical values, one column a line, so that a review shows what changed."""
        return _lines({**self._body, "digest": self.digest})

    @property
    def digest(self) -> str:
        """Return the digest that names this reference in evidence."""
        return digest(self._body)

    @property
    def _body(self) -> dict[str, Any]:
        return {"format": FORMAT_OF_BLOCKS if self.sample_blocks else FORMAT, **to_plain(self)}

    @classmethod
    def from_bytes(cls, content: bytes, where: str) -> Reference:
        """Read a document.

        Raises
        ------
        StateError
            If it is no such document, of another version, or was changed since it was written.
        """
        body = _json(content, where)
        wanted = body.pop("digest", None)
        if body.get("format") not in (FORMAT, FORMAT_OF_BLOCKS):
            reason = f"its format is {body.get('format')!r}, this Lockgate reads up to {FORMAT_OF_BLOCKS!r}"
            raise StateError.unreadable(where, reason)
        if digest(body) != wanted:
            raise StateError.unreadable(
                where, "its digest does not fit its content: it was changed by hand or cut off"
            )
        del body["format"]
        return from_plain(cls, body)


def is_reference(content: bytes) -> bool:
    """Tell whether a file says that it is a reference, of whatever version.

    Examples
    --------
    >>> is_reference(b'{"format": "lockgate-reference/1"}'), is_reference(b'{"a": 1}')
    (True, False)
    """
    try:
        body = json.loads(content)
    except ValueError:
        return False
    return isinstance(body, dict) and str(body.get("format")).startswith("lockgate-reference/")


def _json(content: bytes, where: str) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError as error:
        raise StateError.unreadable(where, f"it is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise StateError.unreadable(where, "it is not a JSON object")
    return body


def _lines(document: Mapping[str, object]) -> bytes:
    """Write a document with one line a key, and one line an item of a list of objects."""
    parts = [b"{"]
    last = len(document) - 1
    for number, (key, value) in enumerate(sorted(document.items())):
        text = _items(value) if isinstance(value, list) and value else canonical_bytes(value).strip()
        parts.append(b" " + canonical_bytes(key).strip() + b": " + text + (b"," if number < last else b""))
    return b"\n".join([*parts, b"}", b""])


def _items(values: list[object]) -> bytes:
    return b"[\n  " + b",\n  ".join(canonical_bytes(value).strip() for value in values) + b"\n ]"
