"""Listed values as Python compares them with a column, where engines would convert."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from lockgate.domain.requirement import Bound
from lockgate.scan.schema import Column, LogicalType

__all__ = ["as_python"]


def as_python(
    value: Bound | bool,  # noqa: FBT001 - a value, not a flag
    column: Column,
    *,
    reads_texts: bool = False,
    reads_dates: bool = False,
) -> Bound | bool | None:
    """Return a listed value as one of the column's, where Python finds them equal; None where it equals none.

    To Python true is 1, a binary number is no decimal number that it only comes near, and a text is no date,
    timestamp or time; unless `reads_texts`, then the text of an instant stands for it in a column of timestamps, and
    with `reads_dates` for its day in a column of dates. An instant with a zone equals none without one.

    Examples
    --------
    >>> day, price = Column("d", LogicalType.DATE, "DATE"), Column("p", LogicalType.NUMBER, "DECIMAL(9,2)")
    >>> as_python("2013-01-01", day), as_python(0.1, price), as_python(0.5, price), as_python(True, price)
    (None, None, 0.5, 1)
    """
    if column.is_void:
        return value
    is_text = column.logical in (LogicalType.STRING, LogicalType.OTHER)
    if isinstance(value, date):
        return None if is_text else _as_instant(value, column, reads_dates=reads_dates)
    if isinstance(value, str):
        moment = _moment(value) if reads_texts and not is_text else None
        read = None if moment is None else _as_instant(moment, column, reads_dates=reads_dates)
        return value if is_text else read
    if column.logical is LogicalType.BOOLEAN:
        return bool(value) if value in (0, 1) else None
    if isinstance(value, bool):
        return int(value) if column.is_numeric else None
    is_decimal = column.logical is LogicalType.NUMBER and not column.holds_nan
    is_near = (
        isinstance(value, float)
        and is_decimal
        and math.isfinite(value)
        and Decimal(value) != Decimal(str(value))
    )
    return None if is_near else value


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _as_instant(value: date, column: Column, *, reads_dates: bool) -> date | None:
    """Return a date or instant as one of the column's, None where Python finds it equal to none."""
    if not isinstance(value, datetime):
        return value  # a date stands for its midnight
    if column.logical is LogicalType.DATE:
        return value.date() if reads_dates else None
    is_alike = column.logical is LogicalType.TIMESTAMP and column.is_zoned == (value.tzinfo is not None)
    return value if is_alike else None
