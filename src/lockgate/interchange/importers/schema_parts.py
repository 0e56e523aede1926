"""Parts inside the values of a JSON Schema, as a contract lists what a column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lockgate.documents.node import Entry, Mapping, Scalar, Sequence, plain_value
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.schema_nodes import (
    INSTANTS,
    is_unresolved,
    kinds,
    logical_type,
    may_be_null,
    resolved,
    single_choice,
)

__all__ = ["MOST_ITEMS", "Parts"]

MOST_ITEMS = 10_000
"""Lines of the account from which on no further part of a value is read."""

_NAME = re.compile(r"[^.\[\]]+")
_READ = frozenset(("type", "properties", "items", "required", "$defs", "definitions"))
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parts:
    """Reads what the values of a column hold.

    Parameters
    ----------
    words : frozenset of str
        Keywords that are no rules about data.
    """

    root: Mapping
    draft: Draft
    table: TableDraft
    words: frozenset[str]

    def inside(self, node: Mapping, path: str, above: tuple[Place, ...] = ()) -> dict[str, Any]:
        """Return ``properties`` and ``items`` of a resolved node in the words of a contract, and report them.

        Parameters
        ----------
        path : str
            The column and the parts on the way to the node, for the report.
        above : tuple of Place
            Where the nodes on the way are written: one that comes again holds itself.
        """
        said: dict[str, Any] = {}
        properties, items, required = node.get("properties"), node.entry("items"), node.get("required")
        needed = plain_value(required) if isinstance(required, Sequence) else ()
        if isinstance(properties, Mapping) and "object" in kinds(node):
            parts = [
                self._named(entry, path, above, is_needed=entry.key in needed) for entry in properties.entries
            ]
            said["properties"] = [part for part in parts if part]
        if items is not None and "array" in kinds(node):
            said["items"] = self._part(items, f"{path}[]", above)
        return {key: value for key, value in said.items() if value}

    def _named(self, entry: Entry, path: str, above: tuple[Place, ...], *, is_needed: bool) -> dict[str, Any]:
        source = f"{path}.{entry.key}"
        if not _NAME.fullmatch(entry.key):
            self.draft.open(self.table, entry, source, "a part of this name cannot be told in a contract")
            return {}
        part = self._part(entry, source, above)
        if part and not is_needed:
            why = "the type of the column must have it, though rows may lack it"
            self.draft.approximated(entry, f"{source}: not required", "logicalType", why)
        elif part and not may_be_null(entry.value, self.root):
            why = "the type of the column must have it; nulls inside are not checked"
            self.draft.approximated(entry, f"{source}: required", "logicalType", why)
        return {"name": entry.key, **part} if part else {}

    def _part(self, entry: Entry, source: str, above: tuple[Place, ...]) -> dict[str, Any]:
        node, place = entry.value, (entry.value.line, entry.value.column)
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and node.value is True:
                self.draft.mapped(entry, f"{source}: true", "any value")
            else:
                self.draft.open(self.table, entry, f"{source}: {node.shown}", "no schema of a value")
            return {}
        if len(self.draft.items) >= MOST_ITEMS:
            why = f"the account has {MOST_ITEMS:,} lines already: definitions that hold each other multiply"
            self.draft.open(self.table, entry, source, why)
            return {}
        if place in above:
            self.draft.approximated(entry, source, "any value", "it holds itself: one round of it is checked")
            return {}
        found = single_choice(resolved(node, self.root), self.root)
        return self._typed(entry, found, source, (*above, place))

    def _typed(self, entry: Entry, node: Mapping, source: str, above: tuple[Place, ...]) -> dict[str, Any]:
        kind, named = logical_type(node), kinds(node) - {"null"}
        if is_unresolved(node):
            self.draft.open(self.table, entry, source, "its `$ref` leads nowhere, elsewhere or back to itself")
        elif kind is None and named:
            self.draft.open(
                self.table, entry, f"{source}: type {', '.join(sorted(named))}", "a part has one type"
            )
        else:
            self.draft.mapped(entry, f"{source}: type {kind.value if kind else 'any'}", "logicalType")
        for keyword in node.entries:
            self._keyword(keyword, source, node)
        return {"logicalType": kind.value, **self.inside(node, source, above)} if kind is not None else {}

    def _keyword(self, keyword: Entry, source: str, node: Mapping) -> None:
        said = f"{source}: {keyword.key}"
        is_open = keyword.key == "additionalProperties" and plain_value(keyword.value) is True
        if keyword.key in self.words:
            self.draft.not_mapped(keyword, said, "a remark, no rule about data")
        elif keyword.key == "format" and node.text("format") in INSTANTS:
            self.draft.approximated(keyword, said, "logicalType", "asked of the part's type, not of texts")
        elif keyword.key not in _READ and keyword.key != "$ref" and not is_open:
            self.draft.open(self.table, keyword, said, "a keyword that no check asks inside a column")
