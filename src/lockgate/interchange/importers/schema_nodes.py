"""Nodes of a JSON Schema: what references and choices stand for."""

from __future__ import annotations

from lockgate.documents.node import Mapping, Node, Scalar, Sequence, plain_value
from lockgate.interchange.importers.columns import logical_of
from lockgate.scan.schema import LogicalType

__all__ = [
    "INSTANTS",
    "excluded",
    "is_unresolved",
    "kinds",
    "logical_type",
    "may_be_null",
    "resolved",
    "single_choice",
]

INSTANTS = {"date": LogicalType.DATE, "date-time": LogicalType.TIMESTAMP, "time": LogicalType.TIME}
"""Formats of texts that are types of columns."""

_MOST_REFERENCES = 50


def resolved(node: Mapping, root: Mapping) -> Mapping:
    """Return what a local ``$ref`` points to, with what stands beside it; any other node as it is."""
    for _ in range(_MOST_REFERENCES):
        found = _target(node.text("$ref"), root)
        if found is None:
            break
        beside = tuple(entry for entry in node.entries if entry.key != "$ref")
        known = frozenset(entry.key for entry in beside)
        more = tuple(entry for entry in found.entries if entry.key not in known)
        node = Mapping(node.source, node.line, node.column, (*beside, *more))
    return node


def is_unresolved(node: Mapping) -> bool:
    """Tell whether a resolved node still refers: its ``$ref`` leads nowhere, elsewhere or back to itself."""
    return node.get("$ref") is not None


def _target(reference: str, root: Mapping) -> Mapping | None:
    if reference != "#" and not reference.startswith("#/"):
        return None
    found: Node | None = root
    for part in reference.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        found = found.get(key) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else None


def kinds(node: Mapping) -> set[str]:
    """Return the types that a node names."""
    kind = node.get("type")
    if isinstance(kind, Sequence):
        return {str(item.value) for item in kind.items if isinstance(item, Scalar)}
    return {str(kind.value)} if isinstance(kind, Scalar) else set()


def may_be_null(node: Node | None, root: Mapping) -> bool:
    """Tell whether null is a value of a schema, by its types, its list of values and its choices."""
    if not isinstance(node, Mapping):
        return True
    found = resolved(node, root)
    named, choices = kinds(found), [*found.mappings("anyOf"), *found.mappings("oneOf")]
    return (
        (not named or "null" in named)
        and (not choices or any(_allows_null(resolved(choice, root)) for choice in choices))
        and None in _listed(found)
        and None not in excluded(found.get("not"))
    )


def excluded(node: Node | None) -> list[object]:
    """Return the values that a `not` lists, null among them; none where it says anything else."""
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return []
    if plain_value(node) == {"type": "null"}:
        return [None]
    return _listed(node) if {"const", "enum"} & {entry.key for entry in node.entries} else []


def _allows_null(node: Mapping) -> bool:
    return not kinds(node) or "null" in kinds(node)


def _listed(node: Mapping) -> list[object]:
    """Return the values that a schema lists; null among them where it lists none."""
    constant, listed = node.get("const"), node.get("enum")
    if constant is not None:
        return [plain_value(constant)]
    return [plain_value(item) for item in listed.items] if isinstance(listed, Sequence) else [None]


def logical_type(node: Mapping) -> LogicalType | None:
    """Return the type of a column that holds such values; None where no one type does."""
    named = kinds(node) - {"null"}
    if named == {"integer", "number"}:
        return LogicalType.NUMBER
    if len(named) != 1:
        return None
    word = min(named)
    if word in ("object", "array"):
        return LogicalType(word)
    return INSTANTS.get(node.text("format")) or logical_of(word)


def single_choice(node: Mapping, root: Mapping) -> Mapping:
    """Return a choice between null and one schema as that schema with null allowed; any other node as it is."""
    for key in ("anyOf", "oneOf"):
        choices = [resolved(choice, root) for choice in node.mappings(key)]
        others = [choice for choice in choices if kinds(choice) != {"null"}]
        if len(others) == 1 and len(choices) > 1:
            rest = tuple(entry for entry in node.entries if entry.key != key)
            known = frozenset(entry.key for entry in rest)
            more = tuple(entry for entry in others[0].entries if entry.key not in known)
            return Mapping(node.source, node.line, node.column, (*rest, *more))
    return node
