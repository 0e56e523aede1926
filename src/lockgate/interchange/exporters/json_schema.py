"""A contract as a JSON Schema, draft 2020-12: the schema of one row."""

from __future__ import annotations

import json
import re
from typing import Any

from lockgate.contracts.contract import Contract, TableContract
from lockgate.interchange.exporters.record_fields import RecordField, RecordFields, record_fields
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import LossItem
from lockgate.scan.schema import LogicalType

__all__ = ["write_json_schema"]

_TYPES: dict[LogicalType, tuple[str, str]] = {
    LogicalType.ARRAY: ("array", ""),
    LogicalType.BOOLEAN: ("boolean", ""),
    LogicalType.DATE: ("string", "date"),
    LogicalType.INTEGER: ("integer", ""),
    LogicalType.NUMBER: ("number", ""),
    LogicalType.OBJECT: ("object", ""),
    LogicalType.STRING: ("string", ""),
    LogicalType.TIME: ("string", "time"),
    LogicalType.TIMESTAMP: ("string", "date-time"),
}
_FORMATS = frozenset(
    ("date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uri", "uuid")
)
"""Words for forms of texts that both sides have."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def write_json_schema(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write the schema of a row of the table; of several tables, one under ``$defs`` for each."""
    losses = Losses()
    if len(contract.tables) == 1:
        schema = {"$schema": _DRAFT, "title": contract.tables[0].name, **_object(contract.tables[0], losses)}
    else:
        defs = {table.name: _object(table, losses) for table in contract.tables}
        schema = {"$schema": _DRAFT, "title": contract.name, "$defs": defs}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n", losses.items


def _object(table: TableContract, losses: Losses) -> dict[str, Any]:
    record = record_fields(table, losses, RecordFields(has_inside=True, has_forbidden=True, formats=_FORMATS))
    schema: dict[str, Any] = {"type": "object"}
    if table.description:
        schema["description"] = table.description
    schema["properties"] = {name: _property(field) for name, field in record.fields.items()}
    required = [
        name
        for name, field in record.fields.items()
        if (record.is_complete or field.is_required) and not field.is_optional
    ]
    if required:
        schema["required"] = required
    if record.is_closed:
        schema["additionalProperties"] = False
    return schema


def _property(field: RecordField) -> dict[str, Any]:
    said: dict[str, Any] = {"description": field.description} if field.description else {}
    if field.logical_type is not None:
        said |= _typed(field.logical_type, may_be_null=not field.is_required)
    said |= _excluded(field)
    if field.values is not None:
        said["enum"] = field.values if field.is_required else [*field.values, None]
    said |= dict(sorted(field.limits.items())) | _texts(field)
    if field.step is not None:
        said["multipleOf"] = field.step
    for path, kind in field.inside.items():
        _part_at(path, said).update(_typed(kind, may_be_null=True))
    return said


def _excluded(field: RecordField) -> dict[str, Any]:
    is_null_excluded = field.is_required and field.logical_type is None
    if field.forbidden:
        return {"not": {"enum": [*field.forbidden, None] if is_null_excluded else field.forbidden}}
    return {"not": {"type": "null"}} if is_null_excluded else {}


def _texts(field: RecordField) -> dict[str, Any]:
    said: dict[str, Any] = {"format": field.format} if field.format else {}
    if len(field.patterns) == 1:
        said["pattern"] = field.patterns[0]
    elif field.patterns:
        said["allOf"] = [{"pattern": pattern} for pattern in field.patterns]
    return said


def _typed(kind: LogicalType, *, may_be_null: bool) -> dict[str, Any]:
    word, form = _TYPES[kind]
    said: dict[str, Any] = {"type": [word, "null"] if may_be_null else word}
    return {**said, "format": form} if form else said


def _part_at(path: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part inside a value; a part that is named must be there, as a column must."""
    for step in re.findall(r"\[\]|[^.\[\]]+", path):
        if step == "[]":
            schema = schema.setdefault("items", {})
            continue
        needed = schema.setdefault("required", [])
        needed += [step] if step not in needed else []
        schema = schema.setdefault("properties", {}).setdefault(step, {})
    return schema
