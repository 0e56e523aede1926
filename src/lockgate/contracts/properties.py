"""The properties of a table: columns with their types, limits and classification."""

from __future__ import annotations

from datetime import date, datetime

from lockgate.contracts.columns import FORMATS, INTEGER_FORMATS
from lockgate.contracts.contract import ColumnContract, Note, TypeOptions
from lockgate.contracts.meta import custom_flag, custom_property, particulars_of
from lockgate.contracts.nested import classes_inside, read_inside
from lockgate.documents.node import Mapping, Node, Scalar, problem_at
from lockgate.documents.scalars import is_iso_date, is_iso_timestamp
from lockgate.domain.errors import Problem
from lockgate.domain.finding import Scalar as Value
from lockgate.domain.requirement import Bound
from lockgate.scan.native_types import is_known_type
from lockgate.scan.schema import LogicalType

__all__ = ["read_columns"]

_CHECKED_OPTIONS = frozenset((
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern", "multipleOf",
    "format", "timezone", "defaultTimezone",
))  # fmt: skip
_READ = frozenset((
    "name", "physicalName", "logicalType", "physicalType", "required", "unique", "primaryKey", "primaryKeyPosition",
    "classification", "description", "logicalTypeOptions", "enum", "quality", "relationships",
))  # fmt: skip
_DISPLAY = (LogicalType.DATE, LogicalType.TIMESTAMP, LogicalType.TIME, LogicalType.NUMBER)
_INSTANTS = (LogicalType.DATE, LogicalType.TIMESTAMP)


def read_columns(table: Mapping, problems: list[Problem]) -> tuple[list[ColumnContract], list[Note]]:
    """Return the columns of a table in the order of the document, and what of them is not enforced."""
    notes: list[Note] = []
    columns: list[ColumnContract] = []
    seen: dict[str, Mapping] = {}
    for entry in table.mappings("properties"):
        column = _column(entry, len(columns) + 1, notes, problems)
        if not column.name.strip():
            text = "the name of a column is empty"
            problems.append(
                problem_at(entry.get("name") or entry, "LG314", text, "write what the data calls it")
            )
        first = seen.setdefault(column.name.casefold(), entry)
        if first is not entry:
            text = f"column `{column.name}` is listed twice"
            problems.append(
                problem_at(entry.get("name") or entry, "LG314", text, f"first in line {first.line}")
            )
        columns.append(column)
    if columns and all(column.optional for column in columns):
        text = f"every column of table `{table.text('name')}` may be absent, so any table would do"
        hint = "take `optional` from a column that is always there"
        problems.append(problem_at(table.get("properties") or table, "LG335", text, hint))
    return columns, notes


def _column(node: Mapping, number: int, notes: list[Note], problems: list[Problem]) -> ColumnContract:
    logical = _logical_type(node, notes)
    _note_physical_type(node, notes)
    name = node.text("physicalName") or node.text("name")
    return ColumnContract(
        name=name,
        label=node.text("name") if node.text("name") != name else "",
        unit=custom_property(node, "unit"),
        renamed_from=custom_property(node, "renamedFrom"),
        logical_type=logical,
        physical_type=node.text("physicalType"),
        required=_is_true(node, "required"),
        unique=_is_true(node, "unique"),
        optional=custom_flag(node, "optional", problems),
        key_position=_key_position(node, number),
        classification=node.text("classification"),
        description=node.text("description"),
        options=_options(node, logical, notes),
        particulars=particulars_of(node, _READ),
        values=tuple(_value(choice.get("value")) for choice in node.mappings("enum")),
        inside=read_inside(node, notes),
        classes_inside=classes_inside(node),
        origin=node.position,
        origins={entry.key: entry.position for entry in node.entries},
    )


def _note_physical_type(node: Mapping, notes: list[Note]) -> None:
    entry = node.entry("physicalType")
    if entry is not None and not is_known_type(node.text("physicalType")):
        text = f"the physical type of column `{node.text('name')}` is not checked: no engine here knows it"
        notes.append(Note(text, entry.position))


def _logical_type(node: Mapping, notes: list[Note]) -> LogicalType | None:
    word = node.text("logicalType")
    options = node.get("logicalTypeOptions")
    if word == "date":
        # version 3.0 has no timestamps: a date with hours is one
        form = options.text("format") if isinstance(options, Mapping) else ""
        physical = node.text("physicalType").casefold()
        has_time = any(letter in form for letter in "Hh") or "timestamp" in physical or "datetime" in physical
        return LogicalType.TIMESTAMP if has_time else LogicalType.DATE
    if not word:
        return None
    try:
        return LogicalType(word)
    except ValueError:
        text = f"the type of column `{node.text('name')}` is not checked: no engine tells a `{word}`"
        notes.append(Note(text, node.position))
        return None


def _key_position(node: Mapping, number: int) -> int | None:
    if not _is_true(node, "primaryKey"):
        return None
    stated = node.get("primaryKeyPosition")
    position = stated.value if isinstance(stated, Scalar) else None
    return position if isinstance(position, int) and position > 0 else number


def _options(node: Mapping, logical: LogicalType | None, notes: list[Note]) -> TypeOptions:
    options = node.get("logicalTypeOptions")
    if not isinstance(options, Mapping):
        return TypeOptions()
    _note_unchecked(node.text("name"), options, logical, notes)
    limits = {
        name: _limit(options.get(key), logical)
        for name, key in (
            ("minimum", "minimum"),
            ("maximum", "maximum"),
            ("exclusive_minimum", "exclusiveMinimum"),
            ("exclusive_maximum", "exclusiveMaximum"),
        )
    }
    step = _number(options.get("multipleOf"))
    return TypeOptions(
        **_of_one_kind(limits),
        min_length=_whole(options.get("minLength")),
        max_length=_whole(options.get("maxLength")),
        pattern=options.text("pattern"),
        format=options.text("format"),
        multiple_of=step,
    )


def _note_unchecked(name: str, options: Mapping, logical: LogicalType | None, notes: list[Note]) -> None:
    notes += [
        Note(f"`{entry.key}` of column `{name}` is not checked", entry.position)
        for entry in options.entries
        if entry.key not in _CHECKED_OPTIONS
    ]
    form = options.entry("format")
    if form is None or logical in _DISPLAY:  # how a typed value is shown says nothing about the value
        return
    word = options.text("format")
    decided = FORMATS if logical is LogicalType.STRING else INTEGER_FORMATS
    if word not in decided:
        notes.append(Note(f"format `{word}` of column `{name}` is not checked", form.position))


def _limit(node: Node | None, logical: LogicalType | None) -> Bound | None:
    value = node.value if isinstance(node, Scalar) else None
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str) and logical in _INSTANTS:
        return _instant(value)
    return value


def _instant(text: str) -> Bound:
    try:
        if is_iso_date(text):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text) if is_iso_timestamp(text) else text
    except ValueError:
        return text


def _of_one_kind(limits: dict[str, Bound | None]) -> dict[str, Bound | None]:
    """Return the limits; dates that stand beside timestamps are written as texts, which engines read as both."""
    kinds = {type(limit) for limit in limits.values() if limit is not None}
    if len(kinds) < 2 or not kinds & {date, datetime}:  # noqa: PLR2004 - one kind is fine
        return limits
    return {name: limit.isoformat() if isinstance(limit, date) else limit for name, limit in limits.items()}


def _is_true(node: Mapping, key: str) -> bool:
    value = node.get(key)
    return isinstance(value, Scalar) and value.value is True


def _value(node: Node | None) -> Value:
    return node.value if isinstance(node, Scalar) else None


def _number(node: Node | None) -> float | None:
    value = _value(node)
    return float(value) if isinstance(value, int | float) else None


def _whole(node: Node | None) -> int | None:
    number = _number(node)
    return None if number is None or not number.is_integer() else int(number)
