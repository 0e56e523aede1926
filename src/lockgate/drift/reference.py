"""The frozen side of a comparison: edges, lists, states and where they come from, as one document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lockgate.domain.codec import canonical_bytes, digest, from_plain, to_plain
from lockgate.domain.errors import StateError, did_you_mean
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.scan.blocks import Block

__all__ = ["FORMAT", "Acceptance", "Reference", "Skipped", "is_reference"]

FORMAT = "lockgate-reference/1"
"""Name and version of the document; a reader refuses any that it does not know."""

FORMAT_OF_BLOCKS = "lockgate-reference/2"
"""The same with the block of each row that was drawn: who does not know of it would take rows as independent."""


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
