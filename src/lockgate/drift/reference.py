"""The frozen side of a comparison: edges, lists, states and where they come from, as one document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lockgate.domain.codec import canonical_bytes, digest, from_plain, to_plain
from lockgate.domain.errors import StateError, did_you_mean
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates import BinnedCounts, BinnedCountsState, ListedCounts, ListedCountsState
from lockgate.scan.aggregates.binned_counts import Block, Grid, Part
from lockgate.scan.schema import LogicalType

__all__ = [
    "FORMAT",
    "Acceptance",
    "Binned",
    "Listed",
    "Reference",
    "ReferenceColumn",
    "Skipped",
    "is_reference",
]

FORMAT = "lockgate-reference/1"
"""Name and version of the document; a reader refuses any other."""


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

    def asked(self, column: str, block: Block | None = None) -> BinnedCounts:
        """Return the aggregate that counts other rows on the same edges."""
        return BinnedCounts(column, self.state.edges, self.grid, self.part, block)


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

    def asked(self, column: str, block: Block | None = None) -> ListedCounts:
        """Return the aggregate that counts other rows by the same list."""
        return ListedCounts(column, self.values, block)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceColumn:
    """One column of a reference; exactly one of `binned` and `listed` is there.

    Parameters
    ----------
    name : str
        As the table spells it.
    logical : LogicalType
        The type it had.
    binned, listed : Binned or Listed
        What is frozen.
    """

    name: str
    logical: LogicalType
    binned: Binned | None = None
    listed: Listed | None = None

    @property
    def frozen(self) -> Binned | Listed:
        """Return what is frozen.

        Raises
        ------
        StateError
            If there is nothing.
        """
        found = self.binned or self.listed
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

    def request(self, table: str, block: Block | None = None) -> Request:
        """Return what is asked of `table` to compare it with this."""
        return Request(table, self.frozen.asked(self.name, block))


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
    acceptance: Acceptance = Acceptance()

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
            raise StateError.not_held(f"{self.table}/{self.version}", name, hint)
        return found

    def to_bytes(self) -> bytes:
        """Return the document: canonical values, one column a line, so that a review shows what changed."""
        body = {"format": FORMAT, **to_plain(self)}
        return _lines({**body, "digest": digest(body)})

    @property
    def digest(self) -> str:
        """Return the digest that names this reference in evidence."""
        return digest({"format": FORMAT, **to_plain(self)})

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
        if body.get("format") != FORMAT:
            reason = f"its format is {body.get('format')!r}, this Lockgate reads {FORMAT!r}"
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
