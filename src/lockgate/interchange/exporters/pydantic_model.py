"""A contract as Python source: a pydantic model of a row for each table."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator

from lockgate.contracts.contract import Contract, TableContract
from lockgate.interchange.exporters.record_fields import RecordField, RecordFields, record_fields
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import LossItem
from lockgate.scan.schema import LogicalType

__all__ = ["write_pydantic"]

_TYPES = {
    LogicalType.BOOLEAN: "bool", LogicalType.DATE: "date", LogicalType.INTEGER: "int", LogicalType.NUMBER: "float",
    LogicalType.STRING: "str", LogicalType.TIME: "time", LogicalType.TIMESTAMP: "datetime",
    LogicalType.ARRAY: "list[Any]", LogicalType.OBJECT: "dict[str, Any]",
}  # fmt: skip
_LIMITS = {
    "minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt",
    "minLength": "min_length", "maxLength": "max_length",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z0-9]+")
_IMPORTED = frozenset((
    "date", "datetime", "time", "Annotated", "Any", "Literal", "AfterValidator", "BaseModel", "ConfigDict", "Field",
))  # fmt: skip
_RESERVED = _IMPORTED | frozenset((
    "bool", "dict", "float", "int", "list", "str", "construct", "copy", "from_orm", "json", "parse_file", "parse_obj",
    "parse_raw", "schema", "schema_json", "update_forward_refs", "validate",
))  # fmt: skip
"""Names that a field would hide: of types, and of what every model has."""

_HEAD = '''"""Rows of {name}; made by `lockgate contract export`."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _one_of(*values: Any) -> AfterValidator:
    def check(value: Any) -> Any:
        if value is not None and not any(value == listed and type(value) is not bool for listed in values):
            raise ValueError(f"{{value!r}} is not one of {{values!r}}")
        return value

    return AfterValidator(check)
'''


def write_pydantic(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write one model for each table."""
    losses = Losses()
    parts = [_HEAD.format(name=_docstring(contract.name))]
    names = set(_IMPORTED)
    parts += ["\n".join(_model(table, record_fields(table, losses), names)) for table in contract.tables]
    return "\n\n".join(parts) + "\n", losses.items


def _model(table: TableContract, record: RecordFields, names: set[str]) -> Iterator[str]:
    yield f"class {_class_name(table.name, names)}(BaseModel):"
    yield f'    """{_docstring(table.description or f"A row of {table.name}.")}"""'
    yield ""
    extra = "forbid" if record.is_closed else "ignore"
    yield f'    model_config = ConfigDict(extra="{extra}", strict=True, populate_by_name=True)'
    yield ""
    taken: set[str] = set()
    yield from (
        f"    {_attribute(field, taken, is_present=record.is_complete)}" for field in record.fields.values()
    )


def _docstring(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")


def _class_name(name: str, names: set[str]) -> str:
    word = "".join(part[:1].upper() + part[1:] for part in _WORD.findall(name)) or "Row"
    word = f"Row{word}" if word[0].isdigit() or keyword.iskeyword(word) else word
    while word in names:
        word += "_"
    names.add(word)
    return word


def _attribute(field: RecordField, taken: set[str], *, is_present: bool) -> str:
    name = "_".join(_WORD.findall(field.name)).lower() if not _fits(field.name) else field.name
    name = f"field_{name}" if not _fits(name) else name
    while name in taken:
        name += "_"
    taken.add(name)
    options = [f"{_LIMITS[key]}={bound!r}" for key, bound in sorted(field.limits.items())]
    if field.logical_type is LogicalType.NUMBER and _is_bounded(field):
        options.append("allow_inf_nan=False")
    options += [f"multiple_of={_step(field)!r}"] if field.step is not None else []
    options += [f"alias={field.name!r}"] if name != field.name else []
    options += [f"description={field.description!r}"] if field.description else []
    marks = [f"Field(pattern={pattern!r})" for pattern in field.patterns]
    marks += [f"Field({', '.join(options)})"] if options else []
    marks += [f"_one_of({', '.join(map(repr, field.values or ()))})"] if _needs_validator(field) else []
    kind = _annotation(field)
    annotated = f"Annotated[{kind}, {', '.join(marks)}]" if marks else kind
    default = "" if (is_present or field.is_required) and not field.is_optional else " = None"
    return f"{name}: {annotated}{default}"


def _step(field: RecordField) -> float | None:
    is_whole = field.step is not None and field.step == int(field.step)
    return int(field.step) if field.step is not None and is_whole else field.step


def _is_bounded(field: RecordField) -> bool:
    return field.step is not None or any("imum" in key for key in field.limits)


def _fits(name: str) -> bool:
    is_word = name.isidentifier() and not keyword.iskeyword(name) and not keyword.issoftkeyword(name)
    return is_word and not name.startswith(("_", "model_")) and name not in _RESERVED


def _needs_validator(field: RecordField) -> bool:
    """Tell whether a listed number is no literal: a literal fraction is refused, and a literal 1 accepts true."""
    return field.values is not None and any(type(value) in (int, float) for value in field.values)


def _annotation(field: RecordField) -> str:
    kind = _TYPES[field.logical_type] if field.logical_type is not None else "Any"
    if field.values is not None and not _needs_validator(field):
        kind = f"Literal[{', '.join(map(repr, field.values))}]" if field.values else kind
    return kind if field.is_required or kind == "Any" else f"{kind} | None"
