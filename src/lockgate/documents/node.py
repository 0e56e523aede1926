"""What a YAML document holds, each part with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lockgate.domain.errors import Problem
from lockgate.domain.position import Position

__all__ = ["Entry", "Mapping", "Node", "Scalar", "Sequence", "Source", "plain_value", "problem_at", "shorten"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and its lines; every node knows the source it came from."""

    file: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """Return a line, counted from 1; an empty text past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part of a document and where it starts; lines and columns count from 1."""

    source: Source
    line: int
    column: int

    @property
    def position(self) -> Position:
        """Return where it starts."""
        return Position(self.source.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Scalar(_Placed):
    """One value; `is_plain` tells that it was written without quotes."""

    value: str | int | float | bool | None
    is_plain: bool = True

    @property
    def shown(self) -> str:
        """Return the value as an error message shows it, cut to 60 characters."""
        return shorten(_yaml_word(self.value))


@dataclass(frozen=True, slots=True)
class Sequence(_Placed):
    """A list."""

    items: tuple[Node, ...]

    @property
    def shown(self) -> str:
        """Return what it is, for an error message."""
        return "a list"


@dataclass(frozen=True, slots=True)
class Entry(_Placed):
    """A key, its place, and its value."""

    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping(_Placed):
    """Keys and values in the order of the file; no key is there twice."""

    entries: tuple[Entry, ...]

    @property
    def shown(self) -> str:
        """Return what it is, for an error message."""
        return "a mapping"

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys in the order of the file."""
        return tuple(entry.key for entry in self.entries)

    def entry(self, key: str) -> Entry | None:
        """Return the entry of a key, None if it is not there."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def get(self, key: str) -> Node | None:
        """Return the value of a key, None if it is not there."""
        entry = self.entry(key)
        return None if entry is None else entry.value

    def text(self, key: str) -> str:
        """Return the text of a key, an empty text if it is not there or no text."""
        node = self.get(key)
        return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else ""

    def mappings(self, key: str) -> Iterator[Mapping]:
        """Yield the mappings in the list of a key; nothing if there is no such list."""
        node = self.get(key)
        if isinstance(node, Sequence):
            yield from (item for item in node.items if isinstance(item, Mapping))

    def split(self, keys: frozenset[str]) -> tuple[Mapping, Mapping]:
        """Return two mappings: the entries of these keys, and the rest."""
        chosen = tuple(entry for entry in self.entries if entry.key in keys)
        rest = tuple(entry for entry in self.entries if entry.key not in keys)
        place = (self.source, self.line, self.column)
        return Mapping(*place, chosen), Mapping(*place, rest)


Node = Scalar | Sequence | Mapping


def problem_at(place: Node | Entry, code: str, text: str, hint: str = "") -> Problem:
    """Build the problem of a place, with the line of the file that shows it."""
    return Problem(place.position, code, text, hint, place.source.line(place.line))


def plain_value(node: Node) -> Any:  # noqa: ANN401 - YAML has no narrower type
    """Return the node as dicts, lists and scalars, without positions."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    return {entry.key: plain_value(entry.value) for entry in node.entries}


def shorten(text: str) -> str:
    """Cut a text to the length that fits an error message."""
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - part of one line


def _yaml_word(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return f"`{value}`" if not isinstance(value, str) else repr(value)
