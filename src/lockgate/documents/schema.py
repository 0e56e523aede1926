"""Dataclasses to JSON Schema, for editors and the reference."""

from __future__ import annotations

import dataclasses
import types
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from lockgate.documents.docstrings import parameter_docs, summary
from lockgate.documents.duration import format_duration
from lockgate.documents.fields import Field, fields_of, flattens, from_text
from lockgate.domain.codec import to_plain
from lockgate.domain.requirement import Operator

__all__ = ["json_schema", "object_schema"]

Json = dict[str, Any]

_BOUND: Json = {"type": ["number", "string"]}
_SIMPLE: dict[Any, Json] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    timedelta: {"type": "string", "description": "A length of time such as 2d, 36h or PT36H."},
    Any: {},
    object: {},
}


def json_schema(cls: type) -> Json:
    """Return the JSON Schema (draft 2020-12) of the documents that `bind` reads as `cls`.

    Descriptions come from the docstrings. The schema helps an editor; `bind` stays the judge.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Bins:
    ...     '''Cut a column.
    ...
    ...     Parameters
    ...     ----------
    ...     bins : int
    ...         How many.
    ...     '''
    ...     bins: int = 10
    >>> json_schema(Bins)["properties"]
    {'bins': {'type': 'integer', 'description': 'How many.', 'default': 10}}
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **object_schema(cls)}


def object_schema(cls: type) -> Json:
    """Return the schema of a dataclass written as a mapping, without the draft's name."""
    docs = parameter_docs(cls)
    fields = fields_of(cls)
    schema: Json = {"type": "object", "description": summary(cls), "additionalProperties": False}
    schema["properties"] = {
        name: part for field in fields for name, part in _properties(field, docs.get(field.name, "")).items()
    }
    required = [field.name for field in fields if field.is_required and not flattens(field.kind)]
    if required:
        schema["required"] = required
    operators = [field for field in fields if flattens(field.kind)]
    if operators:
        schema["oneOf" if operators[0].is_required else "anyOf"] = [
            {"required": [operator.value]} for operator in Operator
        ] + ([] if operators[0].is_required else [{}])
    return schema


def _properties(field: Field, text: str) -> Json:
    described = {"description": text} if text else {}
    if flattens(field.kind):
        pair = {"type": "array", "items": _BOUND, "minItems": 2, "maxItems": 2}
        return {
            operator.value: {**(pair if operator.value.endswith("Between") else _BOUND), **described}
            for operator in Operator
        }
    part = {**_schema_of(field.kind), **described}
    if field.default not in (None, "", ()) and not field.is_required:
        part["default"] = _default(field.default)
    return {field.name: part}


def _default(value: object) -> object:
    """Return a default as a document would write it."""
    return format_duration(value) if isinstance(value, timedelta) else to_plain(value)


def _schema_of(kind: Any) -> Json:  # noqa: ANN401, PLR0911 - one return a kind of type
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _any_of([_schema_of(member) for member in arguments])
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema_of(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema_of(arguments[1])}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        scalar = [{"type": ["string", "number"] if hasattr(kind, "from_scalar") else "string"}]
        return _any_of([*(scalar if from_text(kind) else []), object_schema(kind)])
    message = f"no schema for {kind!r}"
    raise TypeError(message)


def _any_of(parts: list[Json]) -> Json:
    """Return the union of schemas; plain types become one list of types."""
    if len(parts) == 1:
        return parts[0]
    if all(set(part) <= {"type", "format"} and isinstance(part.get("type"), str) for part in parts):
        names = sorted({part["type"] for part in parts})
        return {"type": names if len(names) > 1 else names[0]}
    return {"anyOf": parts}
