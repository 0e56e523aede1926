"""Values that a document lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Literal, cast, get_args

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError
from lockgate.domain.finding import Scalar
from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_value
from lockgate.scan.aggregate import State, plain_scalar
from lockgate.scan.aggregates.table_schema import SchemaState
from lockgate.scan.as_python import as_python
from lockgate.scan.schema import Schema

__all__ = [
    "Listed",
    "OtherTypes",
    "Tolerant",
    "check_listed",
    "check_other_types",
    "fitting_values",
    "identity_in",
    "identity_of",
    "show_listed",
    "show_names",
]

Listed = bool | int | float | str | date | datetime
"""A value as documents write it."""

OtherTypes = Literal["refuse", "skip", "exact", "strict"]
"""What a listed value is that the column cannot hold.

A mistake; or equal to nothing; or compared as Python does, but that the text of an instant stands for it; or so too.
"""

Tolerant = Literal["skip", "exact", "strict"]
"""The same where nothing is a mistake."""

_MOST_SHOWN = 5


def check_listed(check: str, parameter: str, values: tuple[Listed, ...]) -> None:
    """Refuse an empty list.

    Raises
    ------
    ParameterError
        If `values` is empty.
    """
    if not values:
        raise ParameterError.of(check, parameter, "at least one value", [])


def check_other_types(check: str, other_types: str, words: Sequence[str] = get_args(OtherTypes)) -> None:
    """Refuse what is none of the words.

    Raises
    ------
    ParameterError
        If it is none of them.
    """
    if other_types not in words:
        *others, last = (f"`{word}`" for word in words)
        raise ParameterError.of(check, "other_types", f"{', '.join(others)} or {last}", other_types)


def fitting_values(
    values: tuple[Listed, ...], column: str, schema: State, *, reads_texts: bool, reads_dates: bool = False
) -> list[tuple[Listed, Listed | None]]:
    """Return listed values, each with the column's value that Python finds equal; None where it can be none."""
    found = Schema("", cast("SchemaState", schema).columns).column(column)
    return [
        (value, as_python(value, found, reads_texts=reads_texts, reads_dates=reads_dates)) for value in values
    ]


def identity_of(value: Listed | Scalar) -> tuple[str, object]:
    """Return what makes a value the same as another: true is not 1, midnight of a day is the day.

    Examples
    --------
    >>> identity_of(1) == identity_of(1.0), identity_of(1) == identity_of(True)
    (True, False)
    """
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int | float):
        return "number", "nan" if value != value else round_float(value) if isinstance(value, float) else value  # noqa: PLR0124 - NaN
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(UTC)
    text = str(plain_scalar(value)) if isinstance(value, date) else value
    return "text", str(text).removesuffix("+00:00").removesuffix("T00:00:00")


def identity_in(column: str, schema: State | None) -> Callable[[Listed | Scalar], tuple[str, object]]:
    """Return `identity_of`; where the schema tells that the column holds texts, each text is only itself.

    Examples
    --------
    >>> from lockgate.scan.schema import Column, LogicalType
    >>> texts = SchemaState((Column("day", LogicalType.STRING, "VARCHAR"),))
    >>> same, exactly = identity_in("day", None), identity_in("day", texts)
    >>> [one("2013-01-01") == one("2013-01-01T00:00:00") for one in (same, exactly)]
    [True, False]
    """
    if schema is None or not Schema("", cast("SchemaState", schema).columns).column(column).is_text:
        return identity_of
    return lambda value: ("text", value) if isinstance(value, str) else identity_of(value)


def show_listed(values: tuple[object, ...]) -> str:
    """Write at most five values for people.

    Examples
    --------
    >>> show_listed(("EWR", "JFK", "LGA")), show_listed(tuple(range(7)))
    ('EWR, JFK, LGA', '0, 1, 2, 3, 4 and 2 more')
    """
    return and_more([format_value(value) if value != "" else '""' for value in values], _MOST_SHOWN)


def show_names(names: Sequence[str]) -> str:
    """Write at most five names of columns for people.

    Examples
    --------
    >>> show_names(["carrier", "origin"])
    '`carrier`, `origin`'
    """
    return show_listed(tuple(f"`{name}`" for name in names))
