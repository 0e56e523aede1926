"""Frictionless: a Table Schema, or a Data Package whose resources have one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import Reference
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, plain_value
from lockgate.domain.errors import LockgateError
from lockgate.interchange.draft import Draft, TableDraft, plain_name
from lockgate.interchange.importers.columns import limit, logical_of, settle_limit
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

__all__ = ["read_frictionless"]

_LENGTHS = {"minLength": "min_length", "maxLength": "max_length"}
_BOUNDS = {
    "minimum": "minimum", "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum", "exclusiveMaximum": "exclusive_maximum",
}  # fmt: skip
_TEXTS = ("", "any", "string")
_ISO: dict[LogicalType | None, Callable[[str], object]] = {
    LogicalType.DATE: date.fromisoformat,
    LogicalType.TIME: time.fromisoformat,
    LogicalType.TIMESTAMP: datetime.fromisoformat,
}
_READ: dict[LogicalType | None, Callable[[str], str | float]] = {
    LogicalType.BOOLEAN: {"true": True, "false": False, "1": True, "0": False}.__getitem__,
    LogicalType.INTEGER: int,
    LogicalType.NUMBER: lambda text: int(text) if text.lstrip("+-").isdecimal() else float(text),
}
_WORDS = frozenset((
    "title", "example", "rdfType", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "unit",
))  # fmt: skip
_OF_SCHEMA = frozenset(
    ("fields", "primaryKey", "foreignKeys", "missingValues", "uniqueKeys", "$schema", "fieldsMatch")
)
_OF_RESOURCE = frozenset(("name", "schema", "path", "data", "title", "description"))
_FORMATS = frozenset(("email", "uri", "uuid"))


def read_frictionless(root: Node, draft: Draft) -> None:
    """Add a schema, or every resource of a package, to a draft."""
    if not isinstance(root, Mapping):
        draft.refuse(root, "LG331", f"a Frictionless descriptor must be a mapping, got {root.shown}")
        return
    resources = list(root.mappings("resources"))
    if resources:
        draft.name = root.text("name") or root.text("title") or draft.name
        draft.description = root.text("description")
        for entry in root.entries:
            if entry.key not in ("name", "title", "description", "resources", "$schema", "profile"):
                draft.not_mapped(entry, entry.key, "about the package, no rule about data")
    elif isinstance(root.get("fields"), Sequence):
        _schema(root, draft.table(draft.name), draft)
        _foreign_keys(root, draft.table(draft.name), draft)
        return
    else:
        resources = [root] if isinstance(root.get("schema"), Mapping) else []
    if not resources:
        draft.refuse(root, "LG331", "there are neither `fields` nor `resources`")
    read = [_resource(resource, number, draft) for number, resource in enumerate(resources, start=1)]
    for schema, table in filter(None, read):  # keys refer to tables before and behind
        _foreign_keys(schema, table, draft)


def _resource(resource: Mapping, number: int, draft: Draft) -> tuple[Mapping, TableDraft] | None:
    name = plain_name(resource.text("name"), f"resource_{number}")
    schema = resource.get("schema")
    if not isinstance(schema, Mapping):
        draft.not_mapped(resource, f"resource {name}", "it has no schema of its own in this file")
        return None
    table = draft.table(name)
    table.description = resource.text("description")
    for entry in resource.entries:
        if entry.key not in _OF_RESOURCE:
            draft.not_mapped(entry, f"{name}: {entry.key}", "how the file is written, no rule about data")
    _schema(schema, table, draft)
    return schema, table


def _schema(schema: Mapping, table: TableDraft, draft: Draft) -> None:
    reader = _Reader(table, draft, _texts(schema.get("missingValues"), ("",)))
    for field in schema.mappings("fields"):
        reader.field(field)
    keys = _texts(schema.get("primaryKey"), ())
    for number, name in enumerate(keys, start=1):
        table.column(name, key_position=number)
    if keys:
        draft.mapped(schema.get("primaryKey") or schema, f"primaryKey: {', '.join(keys)}", "primaryKey")
    for listed in _lists(schema.get("uniqueKeys")):
        if not _texts(listed, ()):
            draft.open(table, listed, f"uniqueKeys: {listed.shown}", "it names no field")
            continue
        table.rules.append(SuiteItem(check=ask("uniqueness", columns=_texts(listed, ()))))
        draft.mapped(listed, f"uniqueKeys: {', '.join(_texts(listed, ()))}", "uniqueness")
    for entry in schema.entries:
        _of_schema(entry, table, draft)


def _of_schema(entry: Entry, table: TableDraft, draft: Draft) -> None:
    if entry.key == "missingValues":
        draft.approximated(
            entry, "missingValues", "nothing", "texts that stand for null are those of the reader of the file"
        )
    elif entry.key == "fieldsMatch":
        _fields_match(entry, table, draft)
    elif entry.key not in _OF_SCHEMA:
        draft.not_mapped(entry, entry.key, "about the schema, no rule about data")


def _fields_match(entry: Entry, table: TableDraft, draft: Draft) -> None:
    words, names = _texts(entry.value, ()), tuple(table.columns)
    source = f"fieldsMatch: {', '.join(words)}"
    if words == ("subset",):
        draft.mapped(entry, source, "columns_present")
    elif words in (("exact",), ("equal",)):
        table.rules.append(SuiteItem(check=ask("columns_exact", names=names)))
        if words == ("exact",):
            table.rules.append(SuiteItem(check=ask("column_order", names=names)))
        draft.mapped(entry, source, "columns_exact, column_order" if words == ("exact",) else "columns_exact")
    else:
        draft.open(table, entry, source, "a contract lists the columns that must be there")


def _foreign_keys(schema: Mapping, table: TableDraft, draft: Draft) -> None:
    for key in schema.mappings("foreignKeys"):
        _foreign_key(key, table, draft)


def _foreign_key(key: Mapping, table: TableDraft, draft: Draft) -> None:
    reference = key.get("reference")
    columns = _texts(key.get("fields"), ())
    source = f"foreignKeys: {', '.join(columns)}"
    if not isinstance(reference, Mapping) or not columns:
        draft.open(table, key, source, "it names no reference")
        return
    other = plain_name(reference.text("resource"), table.name)
    to = _texts(reference.get("fields"), ())
    if len(to) != len(columns):
        draft.open(table, key, source, "it refers to another number of fields")
        return
    there = draft.tables.get(other)
    if set(columns) - set(table.columns) or (there is not None and set(to) - set(there.columns)):
        draft.open(table, key, source, "one of the two sides has no such field")
        return
    table.references.append(Reference(columns, other, to))
    draft.mapped(key, source, "relationships")


def _texts(node: Node | None, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(str(item.value) for item in node.items if isinstance(item, Scalar))
    return (str(node.value),) if isinstance(node, Scalar) else otherwise


def _lists(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _plain(text: str, field: Mapping) -> str:
    """Return a value as the file writes it in the way that Python reads."""
    if field.text("type") == "boolean":
        return text.casefold()
    group, point = field.text("groupChar"), field.text("decimalChar")
    text = text.replace(group, "") if group else text
    return text.replace(point, ".") if point else text


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads fields into the columns of a table."""

    table: TableDraft
    draft: Draft
    missing: tuple[str, ...]

    def field(self, node: Mapping) -> None:
        """Add one field."""
        name = node.text("name")
        if not name:
            self.draft.refuse(node, "LG313", "a field has no `name`")
            return
        if name.casefold() in map(str.casefold, self.table.columns):
            self.draft.open(self.table, node, f"field {name}", "another field has this name")
            return
        self.table.column(name)
        for entry in sorted(
            node.entries, key=lambda entry: entry.key in ("constraints", "categories")
        ):  # they depend on the type
            self._part(name, entry, node)

    def _part(self, name: str, entry: Entry, node: Mapping) -> None:
        if entry.key == "constraints" and isinstance(entry.value, Mapping):
            for constraint in entry.value.entries:
                self._constraint(name, constraint, node)
        elif entry.key == "type":
            self._type(name, entry)
        elif entry.key == "description":
            self.table.column(name, description=node.text("description"))
            self.draft.mapped(entry, f"{name}: description", "description")
        elif entry.key == "format":
            self._format(name, entry, node)
        elif entry.key == "categories":
            listed = plain_value(entry.value)
            labels = [one.get("value") if isinstance(one, dict) else one for one in listed or ()]
            self._values(name, entry, [self._value(name, one, node) for one in labels] or [None])
        elif entry.key != "name":
            is_known = entry.key in _WORDS
            why = "how values are written or shown" if is_known else "this key of a field is not known"
            self.draft.not_mapped(entry, f"{name}: {entry.key}", why)

    def _type(self, column: str, entry: Entry) -> None:
        word = str(plain_value(entry.value))
        kind = logical_of(word)
        source = f"{column}: type {word}"
        if kind is not None:
            self.table.column(column, logical_type=kind)
            self.draft.mapped(entry, source, "logicalType")
        else:
            self.draft.approximated(entry, source, "columns_present", "the type of its values is not checked")

    def _format(self, column: str, entry: Entry, node: Mapping) -> None:
        form = str(plain_value(entry.value))
        if form in _FORMATS and node.text("type") in ("", "string"):
            limit(self.table, column, format=form)
            self.draft.mapped(entry, f"{column}: format {form}", "logicalTypeOptions")
        else:
            self.draft.not_mapped(entry, f"{column}: format {form}", "how values are written in the file")

    def _constraint(self, column: str, entry: Entry, field: Mapping) -> None:
        value = plain_value(entry.value)
        source = f"{column}: {entry.key}"
        if entry.key in ("required", "unique") and isinstance(value, bool):
            self.table.column(column, **{entry.key: value})
            self.draft.mapped(entry, source, entry.key)
        elif entry.key in _BOUNDS:
            is_ordered = field.text("type") != "boolean"
            bound = self._value(column, value, field) if is_ordered else None
            self._limit(column, entry, **({_BOUNDS[entry.key]: bound} if bound is not None else {}))
        elif entry.key in _LENGTHS and field.text("type") in _TEXTS:
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            self._limit(column, entry, **({_LENGTHS[entry.key]: value} if is_whole else {}))
        elif entry.key == "pattern" and isinstance(value, str):
            self._limit(column, entry, pattern=f"^(?:{value})$")  # the whole text must match
        elif entry.key == "enum" and isinstance(value, list) and value:
            self._values(column, entry, [self._value(column, item, field) for item in value])
        else:
            self._other(column, entry, value)

    def _limit(self, column: str, entry: Entry, **limits: object) -> None:
        """Add limits; none where the document has no value that the type of the column has."""
        why = settle_limit(self.table, column, **limits) if limits else "it is no value of the column's type"
        self._told(column, entry, "logicalTypeOptions", why)

    def _values(self, column: str, entry: Entry, values: list[str | float | None]) -> None:
        is_listed = None not in values
        if is_listed:
            self.table.column(column, values=tuple(values))
        self._told(column, entry, "enum", "" if is_listed else "not all are values of the column's type")

    def _told(self, column: str, entry: Entry, target: str, why: str) -> None:
        source = f"{column}: {entry.key}"
        if why:
            self.draft.open(self.table, entry, f"{source} {entry.value.shown}", why)
        else:
            self.draft.mapped(entry, source, target)

    def _value(self, column: str, value: object, field: Mapping) -> str | float | None:
        """Return a value, perhaps written as in the file, as one of the column's type; None if it is none."""
        kind = self.table.columns[column].logical_type
        if not isinstance(value, str):
            is_instant = kind in _ISO
            return value if isinstance(value, int | float) and not is_instant else None
        try:
            if kind in _ISO:
                _ISO[kind](value)
            return _READ[kind](_plain(value, field)) if kind in _READ else value
        except (KeyError, ValueError):
            return None

    def _other(self, column: str, entry: Entry, value: object) -> None:
        source = f"{column}: {entry.key}"
        if entry.key == "jsonSchema" and isinstance(value, dict):
            try:
                self.table.rules.append(SuiteItem(check=ask("json_schema", column=column, schema=value)))
                self.draft.mapped(entry, source, "json_schema")
            except LockgateError as error:
                self.draft.open(self.table, entry, source, error.text)
        else:
            self.draft.open(self.table, entry, source, "a constraint that no check asks")
