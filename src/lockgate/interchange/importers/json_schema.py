"""JSON Schema of an object, draft 2020-12 and before, to a table with a column for each property."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.contracts.asking import ask
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, plain_value
from lockgate.domain.errors import LockgateError
from lockgate.domain.requirement import Requirement
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.columns import limit, logical_of
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

__all__ = ["read_json_schema"]

_OF_TABLE = frozenset(
    ("$schema", "$id", "$anchor", "type", "properties", "required", "title", "$defs", "definitions")
)
_WORDS = frozenset((
    "title", "description", "$comment", "examples", "default", "deprecated", "readOnly", "writeOnly",
))  # fmt: skip
_LIMITS = {
    "minimum": "minimum", "maximum": "maximum", "minLength": "min_length", "maxLength": "max_length",
    "pattern": "pattern", "multipleOf": "multiple_of",
    "exclusiveMinimum": "exclusive_minimum", "exclusiveMaximum": "exclusive_maximum",
}  # fmt: skip
_FORMATS = frozenset(("email", "uuid", "uri", "hostname", "ipv4", "ipv6"))
_INSTANTS = {"date": LogicalType.DATE, "date-time": LogicalType.TIMESTAMP, "time": LogicalType.TIME}
_NESTED = frozenset(("object", "array"))
_MOST_REFERENCES = 50


def read_json_schema(root: Node, draft: Draft) -> None:
    """Add a schema to a draft: the object that it describes, or that its array holds, is a row."""
    if not isinstance(root, Mapping):
        draft.refuse(root, "LG331", f"a JSON Schema must be a mapping, got {root.shown}")
        return
    schema = _resolved(root, root)
    rows = schema.get("items")
    if schema.text("type") == "array" and isinstance(rows, Mapping):
        schema = _resolved(rows, root)
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or not properties.entries:
        draft.refuse(root, "LG331", "the schema has no `properties`, so it describes no table")
        return
    draft.name = schema.text("title") or root.text("title") or draft.name
    _Reader(root, schema, properties, draft, draft.table(draft.name)).read()


def _resolved(node: Mapping, root: Mapping) -> Mapping:
    """Return what a local ``$ref`` points to; any other node as it is."""
    for _ in range(_MOST_REFERENCES):
        reference = node.text("$ref")
        if not reference.startswith("#/"):
            return node
        found: Node | None = root
        for part in reference[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(found, Mapping):
            return node
        node = found
    return node


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one object schema into one table."""

    root: Mapping
    schema: Mapping
    properties: Mapping
    draft: Draft
    table: TableDraft

    def read(self) -> None:
        for entry in self.properties.entries:
            self._property(entry)
        required = self.schema.get("required")
        for item in required.items if isinstance(required, Sequence) else ():
            self._required(item)
        for entry in self.schema.entries:
            if entry.key not in _OF_TABLE:
                self._of_table(entry)

    def _required(self, item: Node) -> None:
        name = item.value if isinstance(item, Scalar) else None
        if not isinstance(name, str) or name not in self.table.columns:
            self.draft.open(self.table, item, f"required: {item.shown}", "no property has this name")
            return
        if self._may_be_null(name):
            self.draft.mapped(item, f"required: {name}", "columns_present")
            return
        self.table.column(name, required=True)
        self.draft.mapped(item, f"required: {name}", "required")

    def _may_be_null(self, name: str) -> bool:
        node = self.properties.get(name)
        if not isinstance(node, Mapping):
            return True
        resolved = _resolved(node, self.root)
        choices = [*resolved.mappings("anyOf"), *resolved.mappings("oneOf")]
        return any("null" in _kinds(_resolved(part, self.root)) for part in (resolved, *choices))

    def _of_table(self, entry: Entry) -> None:
        value = entry.value.value if isinstance(entry.value, Scalar) else None
        if entry.key == "description":
            self.table.description = str(value)
            self.draft.mapped(entry, "description", "description")
        elif entry.key in ("additionalProperties", "unevaluatedProperties") and value is False:
            self.table.rules.append(SuiteItem(check=ask("columns_exact", names=tuple(self.table.columns))))
            self.draft.mapped(entry, f"{entry.key}: false", "columns_exact")
        elif entry.key in ("additionalProperties", "unevaluatedProperties") and value is True:
            self.draft.mapped(entry, f"{entry.key}: true", "other columns are allowed")
        elif entry.key in _WORDS:
            self.draft.not_mapped(entry, entry.key, "a remark, no rule about data")
        else:
            self.draft.open(self.table, entry, entry.key, "a keyword about whole objects that no check asks")

    def _property(self, entry: Entry) -> None:
        node = entry.value
        self.table.column(entry.key)
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and node.value is True:
                self.draft.mapped(entry, f"{entry.key}: true", "columns_present")
            else:
                self.draft.open(self.table, entry, f"{entry.key}: {node.shown}", "no schema of a value")
            return
        resolved = _single_choice(_resolved(node, self.root), self.root)
        self._type(entry, resolved)
        for keyword in resolved.entries:
            if keyword.key not in ("type", "$ref", "$defs"):
                self._keyword(entry.key, keyword)

    def _type(self, entry: Entry, node: Mapping) -> None:
        kinds = _kinds(node) - {"null"}
        source = f"{entry.key}: type {', '.join(sorted(kinds)) or 'any'}"
        if not kinds:
            self.draft.mapped(entry, source, "columns_present")
        elif len(kinds) > 1 and kinds != {"integer", "number"}:
            self.draft.open(self.table, entry, source, "a column has one type")
        elif kinds & _NESTED:
            self.draft.approximated(
                entry, source, "columns_present", "what a value holds inside is not checked"
            )
        else:
            kind = _INSTANTS.get(node.text("format")) or logical_of(
                "number" if "number" in kinds else min(kinds)
            )
            if kind is None:
                self.draft.open(self.table, entry, source, "no type has this name")
                return
            self.table.column(entry.key, logical_type=kind)
            self.draft.mapped(entry, source, "logicalType")

    def _keyword(self, column: str, keyword: Entry) -> None:
        source = f"{column}: {keyword.key}"
        value = plain_value(keyword.value)
        if keyword.key in _LIMITS and not isinstance(value, bool | list | dict | None):
            limit(self.table, column, **{_LIMITS[keyword.key]: value})
            self.draft.mapped(keyword, source, "logicalTypeOptions")
        elif keyword.key in ("enum", "const"):
            self._values(column, keyword, value if isinstance(value, list) else [value])
        elif keyword.key == "format":
            self._format(column, keyword, str(value))
        elif keyword.key == "description":
            self.table.column(column, description=str(value))
            self.draft.mapped(keyword, source, "description")
        elif keyword.key in _WORDS:
            self.draft.not_mapped(keyword, source, "a remark, no rule about data")
        else:
            self.draft.open(self.table, keyword, source, "a keyword that no check asks")

    def _values(self, column: str, keyword: Entry, values: list[object]) -> None:
        plain = tuple(value for value in values if isinstance(value, str | int | float | bool))
        source = f"{column}: {keyword.key}"
        if len(plain) < len([value for value in values if value is not None]):
            self.draft.open(self.table, keyword, source, "only single values can be listed")
        elif plain:
            self.table.column(column, values=plain)
            self.draft.mapped(keyword, source, "enum")
        else:
            check = ask("null_fraction", column=column, requirement=Requirement.at_least(1))
            self.table.rules.append(SuiteItem(check=check))
            self.draft.mapped(keyword, source, "null_fraction")

    def _format(self, column: str, keyword: Entry, form: str) -> None:
        source = f"{column}: format {form}"
        if form in _INSTANTS:
            self.draft.approximated(keyword, source, "logicalType", "asked of the column's type, not of texts")
            return
        if form in _FORMATS:
            limit(self.table, column, format=form)
            self.draft.mapped(keyword, source, "logicalTypeOptions")
            return
        try:
            check = ask("semantic_format", column=column, format=form)
        except LockgateError:
            self.draft.not_mapped(
                keyword, source, "an unknown format, which JSON Schema does not enforce either"
            )
            return
        self.table.rules.append(SuiteItem(check=check))
        self.draft.mapped(keyword, source, "semantic_format")


def _kinds(node: Mapping) -> set[str]:
    kind = node.get("type")
    if isinstance(kind, Sequence):
        return {str(item.value) for item in kind.items if isinstance(item, Scalar)}
    return {str(kind.value)} if isinstance(kind, Scalar) else set()


def _single_choice(node: Mapping, root: Mapping) -> Mapping:
    """Return a choice between null and one schema as that schema with null allowed; any other node as it is."""
    for key in ("anyOf", "oneOf"):
        choices = [_resolved(choice, root) for choice in node.mappings(key)]
        others = [choice for choice in choices if _kinds(choice) != {"null"}]
        if len(others) == 1 and len(choices) > 1:
            rest = tuple(entry for entry in node.entries if entry.key != key)
            known = frozenset(entry.key for entry in rest)
            more = tuple(entry for entry in others[0].entries if entry.key not in known)
            return Mapping(node.source, node.line, node.column, (*rest, *more))
    return node
