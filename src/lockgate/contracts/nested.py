"""What a contract says of the parts inside a column: types become checks, classes mask it, the rest is noted."""

from __future__ import annotations

from collections.abc import Iterator

from lockgate.contracts.contract import Inside, Note
from lockgate.documents.node import Mapping
from lockgate.scan.schema import LogicalType

__all__ = ["classes_inside", "read_inside"]

_SILENT = frozenset((
    "id", "name", "physicalName", "businessName", "logicalType", "description", "tags", "properties", "items",
    "examples", "customProperties", "authoritativeDefinitions", "classification",
))  # fmt: skip
"""Keys of a part that ask nothing of its values, or are read."""


def read_inside(column: Mapping, notes: list[Note]) -> tuple[Inside, ...]:
    """Return the types of everything inside a column, outer parts first; what no check asks is added to `notes`.

    Parameters
    ----------
    column : Mapping
        A property of a table.
    notes : list of Note
        What is said and not enforced.
    """
    return tuple(_inside(column, "", column.text("name"), notes))


def classes_inside(column: Mapping) -> tuple[str, ...]:
    """Return the classifications of everything inside a column, as the document has them."""
    return tuple(_classes(column))


def _classes(node: Mapping) -> Iterator[str]:
    items = node.get("items")
    for part in (*node.mappings("properties"), *([items] if isinstance(items, Mapping) else [])):
        if word := part.text("classification"):
            yield word
        yield from _classes(part)


def _inside(node: Mapping, path: str, column: str, notes: list[Note]) -> Iterator[Inside]:
    for part in node.mappings("properties"):
        name = part.text("physicalName") or part.text("name")
        yield from _part(part, f"{path}.{name}".lstrip("."), column, notes)
    items = node.get("items")
    if isinstance(items, Mapping):
        yield from _part(items, f"{path}[]", column, notes)


def _part(node: Mapping, path: str, column: str, notes: list[Note]) -> Iterator[Inside]:
    word = node.text("logicalType")
    try:
        kind = LogicalType(word) if word else None
    except ValueError:
        kind = None
        notes.append(
            Note(
                f"the type of `{path}` in column `{column}` is not checked: no engine tells a `{word}`",
                node.position,
            )
        )
    if kind is not None:
        yield Inside(path, kind, node.position)
    notes += [
        Note(f"`{entry.key}` of `{path}` in column `{column}` is not checked", entry.position)
        for entry in node.entries
        if entry.key not in _SILENT
    ]
    yield from _inside(node, path, column, notes)
