"""What a contract says of each single row: the part that a schema of one record can hold."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lockgate.contracts.contract import TableContract
from lockgate.domain.verdict import Severity
from lockgate.interchange.exporters.stated import Losses
from lockgate.scan.check import Check
from lockgate.scan.row_check import RowCheck
from lockgate.scan.rules.formats import format_of
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["RecordField", "RecordFields", "record_fields"]


@dataclass(slots=True)
class RecordField:
    """A column as a field of a record.

    Parameters
    ----------
    is_required, is_optional : bool
        Whether it may not be null, and whether it may be absent.
    limits : dict
        ``minimum``, ``exclusiveMaximum``, ``minLength`` and alike, of all checks together.
    patterns : list of str
        Regular expressions that must all be found.
    values : list or None
        The only values; None for any.
    forbidden : list
        Values that it may not have.
    step : float or None
        What each number is a multiple of.
    format : str
        A form of texts that the target has a word for.
    inside : dict of str to LogicalType
        Types of the parts of a nested value, by paths such as ``address.zip`` and ``[].price``.
    """

    name: str
    description: str = ""
    logical_type: LogicalType | None = None
    is_required: bool = False
    is_optional: bool = False
    limits: dict[str, Any] = field(default_factory=dict)
    patterns: list[str] = field(default_factory=list)
    values: list[Any] | None = None
    forbidden: list[Any] = field(default_factory=list)
    step: float | None = None
    format: str = ""
    inside: dict[str, LogicalType] = field(default_factory=dict)

    def narrow(self, key: str, bound: Any) -> None:  # noqa: ANN401 - a number or a date
        """Add a limit; of two the narrower stays."""
        known = self.limits.get(key)
        is_lower = "in" in key.casefold().removeprefix("exclusive")[:3]
        if known is None or (known < bound if is_lower else known > bound):
            self.limits[key] = bound


@dataclass(slots=True)
class RecordFields:
    """The fields of a record, and whether it may have others.

    Parameters
    ----------
    has_inside : bool, default=False
        Whether the target can say what the parts of a nested value are.
    has_forbidden : bool, default=False
        Whether the target can say which values are not allowed.
    formats : frozenset of str
        Semantic formats that the target has the same word for; of others it is given the pattern that decides.
    """

    fields: dict[str, RecordField] = field(default_factory=dict)
    has_inside: bool = False
    has_forbidden: bool = False
    formats: frozenset[str] = frozenset()
    is_closed: bool = False
    is_complete: bool = False

    def of(self, column: str) -> RecordField:
        """Return the field of a column; it is added where there is none."""
        return self.fields.setdefault(column, RecordField(column))


def record_fields(table: TableContract, losses: Losses, fields: RecordFields | None = None) -> RecordFields:
    """Return what can be asked of one record, and report of every check what became of it.

    `fields` has none yet, and says what the target has words for.
    """
    fields = fields or RecordFields()
    for column in table.columns:
        fields.of(column.name).description = column.description
        fields.of(column.name).is_optional = column.optional
    for item in sorted(
        table.items, key=lambda item: item.check.name != "logical_type"
    ):  # others depend on types
        reader = _READERS.get(item.check.name)
        why = _unread(item.check) if reader is None else _unfit(item)
        if not why and reader is not None:
            why = reader(fields, item.check) or ""
        if why:
            losses.lose(item, why)
        else:
            losses.add(item, "the record", _differing(fields, item.check))
    losses.lose_notes(note.text for note in table.notes)
    return fields


def _unread(check: Check) -> str:
    is_of_rows = isinstance(check, RowCheck) or check.name in _WITHOUT_WORD
    return "the format has no word for it" if is_of_rows else "it is about many rows, not one"


def _differing(fields: RecordFields, check: Any) -> str:  # noqa: ANN401 - each check has its own fields
    if check.name == "semantic_format" and fields.of(check.column).format == check.format:
        return "validators ask formats where they are told to, each by its own rules"
    if check.name == "multiple_of" and check.step != int(check.step):
        return "validators divide binary fractions, some of them without allowing for rounding"
    return ""


def _unfit(item: SuiteItem) -> str:
    if item.where is not None or item.group_by:
        return "a filter has no counterpart"
    if item.severity is not Severity.BLOCKING:
        return "a warning has no counterpart"
    tolerance = getattr(item.check, "tolerance", Tolerance())
    return "" if tolerance == Tolerance() else "a tolerance has no counterpart"


Reader = Callable[[RecordFields, Any], str | None]


def _type(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - each reader knows its check
    if check.type is LogicalType.OTHER:
        return "a type that no word stands for has no counterpart"
    if not check.path:
        fields.of(check.column).logical_type = check.type
        return None
    if not fields.has_inside:
        return "what a nested value holds inside has no counterpart"
    fields.of(check.column).inside[check.path] = check.type
    return None


def _required(fields: RecordFields, check: Any) -> None:  # noqa: ANN401 - as above
    fields.of(check.column).is_required = True


def _unlisted(check: Any) -> str:  # noqa: ANN401 - as above
    """Return why the values of a check cannot be listed, an empty text if they can."""
    if any(isinstance(value, date) for value in check.values):
        return "a list of dates has no counterpart"
    if any(value != value for value in check.values):  # noqa: PLR0124 - NaN
        return "NaN has no counterpart"
    return ""


def _values(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    why = _unlisted(check)
    if why:
        return why
    known = fields.of(check.column).values
    listed = list(check.values)
    fields.of(check.column).values = listed if known is None else [value for value in known if value in listed]
    return None


def _forbidden(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    why = (
        _unlisted(check) if fields.has_forbidden else "a list of values that are not allowed has no counterpart"
    )
    if not why:
        fields.of(check.column).forbidden += check.values
    return why


def _range(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    if any(isinstance(bound, str | date) for bound in (check.min, check.max)):
        return "bounds of dates and texts have no counterpart"
    for end in ("min", "max"):
        bound = getattr(check, end)
        if bound is not None:
            is_strict = getattr(check, f"exclusive_{end}")
            word = "Minimum" if end == "min" else "Maximum"
            fields.of(check.column).narrow(f"exclusive{word}" if is_strict else word.lower(), bound)
    return None


_TEXT_OF_OTHERS = "the text of a value of another type has no counterpart"


def _is_text_of_others(fields: RecordFields, check: Any) -> bool:  # noqa: ANN401 - as above
    return check.as_text and fields.of(check.column).logical_type not in (None, LogicalType.STRING)


def _length(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    if check.unit != "characters":
        return "lengths in bytes have no counterpart"
    if _is_text_of_others(fields, check):
        return _TEXT_OF_OTHERS
    shortest = check.exact if check.exact is not None else check.min
    longest = check.exact if check.exact is not None else check.max
    for key, bound in (("minLength", shortest), ("maxLength", longest)):
        if bound is not None:
            fields.of(check.column).narrow(key, bound)
    return None


def _pattern(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    if check.forbidden or check.any_of:
        return "only patterns that must be found have a counterpart"
    if _is_text_of_others(fields, check):
        return _TEXT_OF_OTHERS
    fields.of(check.column).patterns += [check.regex] if check.regex else list(check.all_of)
    return None


def _multiple(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    found, step = fields.of(check.column), check.step
    is_whole = step == int(step)
    if found.logical_type is LogicalType.INTEGER and not is_whole:
        return "a fraction as the step of whole numbers has no counterpart"
    if found.step is not None and not (is_whole and found.step == int(found.step)):
        return "a second step beside another has no counterpart"
    found.step = step if found.step is None else math.lcm(int(step), int(found.step))
    return None


def _format(fields: RecordFields, check: Any) -> str | None:  # noqa: ANN401 - as above
    found, form = fields.of(check.column), format_of(check.format, check.country)
    if check.format in fields.formats and found.format in ("", check.format):
        found.format = check.format
    elif form.regex:
        found.patterns.append(form.regex)
    elif form.values and found.values is None:
        found.values = list(form.values)
    else:
        return "the format has no word for it"
    return None


def _present(fields: RecordFields, check: Any) -> None:  # noqa: ANN401 - as above
    for name in check.names:
        fields.of(name)
    fields.is_complete = True


def _exact(fields: RecordFields, check: Any) -> None:  # noqa: ANN401 - as above
    _present(fields, check)
    fields.is_closed = True


_READERS: dict[str, Reader] = {
    "allowed_values": _values,
    "columns_exact": _exact,
    "columns_present": _present,
    "completeness": _required,
    "forbidden_values": _forbidden,
    "length": _length,
    "logical_type": _type,
    "multiple_of": _multiple,
    "pattern": _pattern,
    "range": _range,
    "semantic_format": _format,
}
_WITHOUT_WORD = frozenset(("column_names", "column_order", "column_position", "physical_type", "unmapped"))
"""Checks of no rows and no statistics that no schema of a record has a word for."""
