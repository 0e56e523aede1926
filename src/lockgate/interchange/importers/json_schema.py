"""JSON Schema of an object, draft 2020-12 and before, to a table with a column for each property."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from lockgate.contracts.asking import ask
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, plain_value
from lockgate.domain.errors import LockgateError
from lockgate.domain.requirement import Requirement
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.columns import settle_limit
from lockgate.interchange.importers.schema_nodes import (
    INSTANTS,
    excluded,
    is_unresolved,
    kinds,
    logical_type,
    may_be_null,
    resolved,
    single_choice,
)
from lockgate.interchange.importers.schema_parts import Parts
from lockgate.scan.check import Check
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
_NESTED = frozenset(("object", "array"))
_NAMELESS = "a column has a name"
_OF_NESTED = frozenset(("properties", "items", "required"))


def read_json_schema(root: Node, draft: Draft) -> None:
    """Add a schema to a draft: the object that it describes, or that its array holds, is a row."""
    if not isinstance(root, Mapping):
        draft.refuse(root, "LG331", f"a JSON Schema must be a mapping, got {root.shown}")
        return
    schema = resolved(root, root)
    rows = schema.get("items")
    if schema.text("type") == "array" and isinstance(rows, Mapping):
        schema = resolved(rows, root)
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or not properties.entries:
        draft.refuse(root, "LG331", "the schema has no `properties`, so it describes no table")
        return
    draft.name = schema.text("title") or root.text("title") or draft.name
    _Reader(root, schema, properties, draft, draft.table(draft.name)).read()


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
        needed = required.items if isinstance(required, Sequence) else ()
        for item in needed:
            self._required(item)
        named = {item.value for item in needed if isinstance(item, Scalar)} & set(self.table.columns)
        for entry in self.properties.entries:
            if entry.key in self.table.columns and entry.key not in named:
                self._absent(entry, all_optional=not named)
        for entry in self.schema.entries:
            if entry.key not in _OF_TABLE:
                self._of_table(entry)

    def _required(self, item: Node) -> None:
        name = item.value if isinstance(item, Scalar) else None
        if name == "":
            self.draft.not_mapped(item, "required: ''", _NAMELESS)
            return
        if not isinstance(name, str) or name not in self.table.columns:
            self.draft.open(self.table, item, f"required: {item.shown}", "no property has this name")
            return
        if may_be_null(self.properties.get(name), self.root):
            self.draft.mapped(item, f"required: {name}", "columns_present")
            return
        self.table.column(name, required=True)
        self.draft.mapped(item, f"required: {name}", "required")

    def _absent(self, entry: Entry, *, all_optional: bool) -> None:
        """Add that the column may be absent, unless all may: then any table at all would do."""
        source = f"{entry.key}: not required"
        if all_optional:
            why = "it must be there, because a table without any of its columns proves nothing"
            self.draft.approximated(entry, source, "columns_present", why)
            return
        self.table.column(entry.key, optional=True)
        if may_be_null(entry.value, self.root):
            self.draft.mapped(entry, source, "optional")
        else:
            why = "a row that lacks it has a null there, so nulls are not excluded"
            self.draft.approximated(entry, source, "optional", why)

    def _of_table(self, entry: Entry) -> None:
        value = entry.value.value if isinstance(entry.value, Scalar) else None
        if entry.key == "description":
            self.table.description = str(value)
            self.draft.mapped(entry, "description", "description")
        elif entry.key in ("additionalProperties", "unevaluatedProperties") and value is False:
            check = self._closed()
            self.table.rules.append(SuiteItem(check=check))
            self.draft.mapped(entry, f"{entry.key}: false", check.name)
        elif entry.key in ("additionalProperties", "unevaluatedProperties") and value is True:
            self.draft.mapped(entry, f"{entry.key}: true", "other columns are allowed")
        elif entry.key in _WORDS:
            self.draft.not_mapped(entry, entry.key, "a remark, no rule about data")
        else:
            self.draft.open(self.table, entry, entry.key, "a keyword about whole objects that no check asks")

    def _closed(self) -> Check:
        """Return the check that there are no other columns; of optional ones only the names are asked."""
        names = tuple(self.table.columns)
        if any(column.optional for column in self.table.columns.values()):
            return ask("column_names", regex=f"^(?:{'|'.join(map(re.escape, names))})$")
        return ask("columns_exact", names=names)

    def _is_told_apart(self, entry: Entry) -> bool:
        if not entry.key:
            self.draft.not_mapped(entry, "property ''", _NAMELESS)
        elif entry.key.casefold() in map(str.casefold, self.table.columns):
            self.draft.open(self.table, entry, f"property {entry.key}", "another property has this name")
        else:
            return True
        return False

    def _property(self, entry: Entry) -> None:
        node = entry.value
        if not self._is_told_apart(entry):
            return
        self.table.column(entry.key)
        if not isinstance(node, Mapping):
            if isinstance(node, Scalar) and node.value is True:
                self.draft.mapped(entry, f"{entry.key}: true", "columns_present")
            else:
                self.draft.open(self.table, entry, f"{entry.key}: {node.shown}", "no schema of a value")
            return
        found = single_choice(resolved(node, self.root), self.root)
        if is_unresolved(found):
            why = "its `$ref` leads nowhere, elsewhere or back to itself"
            self.draft.open(self.table, entry, f"{entry.key}: $ref", why)
        else:
            self._type(entry, found)
        read = _OF_NESTED if kinds(found) & _NESTED else frozenset[str]()
        for keyword in found.entries:
            if keyword.key not in {"type", "$ref", "$defs", "definitions"} | read:
                self._keyword(entry.key, keyword)

    def _type(self, entry: Entry, node: Mapping) -> None:
        named, kind = kinds(node) - {"null"}, logical_type(node)
        source = f"{entry.key}: type {', '.join(sorted(named)) or 'any'}"
        if not named:
            self.draft.mapped(entry, source, "columns_present")
        elif kind is None:
            why = "a column has one type" if len(named) > 1 else "no type has this name"
            self.draft.open(self.table, entry, source, why)
        else:
            self.table.column(entry.key, logical_type=kind)
            self.draft.mapped(entry, source, "logicalType")
            self._inside(entry, node)

    def _inside(self, entry: Entry, node: Mapping) -> None:
        place = (entry.value.line, entry.value.column)
        parts = Parts(self.root, self.draft, self.table, _WORDS).inside(node, entry.key, (place,))
        if parts:
            told = {key: json.dumps(said) for key, said in parts.items()}
            self.table.column(entry.key, particulars=told)

    def _keyword(self, column: str, keyword: Entry) -> None:
        source = f"{column}: {keyword.key}"
        value = plain_value(keyword.value)
        if keyword.key in _LIMITS and not isinstance(value, bool | list | dict | None):
            self._limit(column, keyword, source, **{_LIMITS[keyword.key]: value})
        elif keyword.key in ("enum", "const"):
            self._values(column, keyword, value if isinstance(value, list) else [value])
        elif keyword.key == "format":
            self._format(column, keyword, str(value))
        elif keyword.key == "not" and excluded(keyword.value):
            self._excluded(column, keyword, excluded(keyword.value))
        elif keyword.key == "description":
            self.table.column(column, description=str(value))
            self.draft.mapped(keyword, source, "description")
        elif keyword.key in _WORDS:
            self.draft.not_mapped(keyword, source, "a remark, no rule about data")
        else:
            self.draft.open(self.table, keyword, source, "a keyword that no check asks")

    def _limit(self, column: str, keyword: Entry, source: str, **limits: object) -> None:
        why = settle_limit(self.table, column, **limits)
        if why:
            self.draft.open(self.table, keyword, source, why)
        else:
            self.draft.mapped(keyword, source, "logicalTypeOptions")

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

    def _excluded(self, column: str, keyword: Entry, values: list[object]) -> None:
        plain = tuple(value for value in values if isinstance(value, str | int | float | bool))
        if len(plain) < len([value for value in values if value is not None]):
            self.draft.open(self.table, keyword, f"{column}: not", "only single values can be listed")
            return
        if None in values:
            self.draft.mapped(keyword, f"{column}: not null", "required")
        if plain:
            check = ask("forbidden_values", column=column, values=plain)
            self.table.rules.append(SuiteItem(check=check))
            self.draft.mapped(keyword, f"{column}: not", check.name)

    def _format(self, column: str, keyword: Entry, form: str) -> None:
        source = f"{column}: format {form}"
        if form in INSTANTS:
            self.draft.approximated(keyword, source, "logicalType", "asked of the column's type, not of texts")
            return
        if form in _FORMATS:
            self._limit(column, keyword, source, format=form)
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
