"""Values that a document lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value

__all__ = ["Listed", "check_listed", "show_listed", "show_names"]

Listed = bool | int | float | str | date | datetime
"""A value as documents write it."""

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


def show_listed(values: tuple[object, ...]) -> str:
    """Write at most five values for people.

    Examples
    --------
    >>> show_listed(("EWR", "JFK", "LGA")), show_listed(tuple(range(7)))
    ('EWR, JFK, LGA', '0, 1, 2, 3, 4 and 2 more')
    """
    shown = ", ".join(format_value(value) if value != "" else '""' for value in values[:_MOST_SHOWN])
    rest = len(values) - _MOST_SHOWN
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def show_names(names: Sequence[str]) -> str:
    """Write at most five names of columns for people.

    Examples
    --------
    >>> show_names(["carrier", "origin"])
    '`carrier`, `origin`'
    """
    return show_listed(tuple(f"`{name}`" for name in names))
