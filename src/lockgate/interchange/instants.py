"""Dates that people write in words, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

from lockgate.documents.scalars import is_iso_date, is_iso_timestamp

__all__ = ["iso_instant", "typed_instant"]

_TYPED = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)

_DAYS = (
    "%b %d %Y", "%b %d, %Y", "%B %d %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y",
    "%Y/%m/%d", "%m/%d/%Y", "%m/%d/%y", "%Y.%m.%d", "%Y%m%d", "%Y-%m-%d", "%a %b %d %Y",
)  # fmt: skip
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", "T%H:%M:%S", "T%H:%M:%S.%f")
_ZONES = ("", "%z", " %z")


def iso_instant(text: str) -> str | None:
    """Return a date or instant in ISO 8601; None where the text is none that is known.

    What is ISO already stays as it is. Day and month in numbers are read as Americans write them, as dateutil does.

    Examples
    --------
    >>> iso_instant("Jan 01 1990 12:00:00"), iso_instant("12/31/1999"), iso_instant("2013-07-01"), iso_instant("abc")
    ('1990-01-01T12:00:00', '1999-12-31', '2013-07-01', None)
    """
    plain = " ".join(text.split())
    if is_iso_date(plain) or is_iso_timestamp(plain):
        return plain
    if not any(letter.isdigit() for letter in plain) or plain.isdigit():
        return None
    for day in _DAYS:
        for clock in _TIMES:
            for zone in _ZONES if clock else ("",):
                found = _read(plain, day + clock + zone)
                if found is not None:
                    return found.isoformat() if clock else found.date().isoformat()
    return None


def typed_instant(text: str) -> date | datetime | None:
    """Return a text that is a date, or an instant in ISO 8601, as one; None for any other text.

    Read is what pydantic reads, which suites of version 1 pass through: a date in words is none.

    Examples
    --------
    >>> typed_instant("2013-7-1"), typed_instant("2013-07-01 5:06"), typed_instant("Jul 1, 2013")
    (datetime.date(2013, 7, 1), datetime.datetime(2013, 7, 1, 5, 6), None)
    """
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    whole = f"{year}-{month:0>2}-{day:0>2}"
    try:
        if hour is None:
            return date.fromisoformat(whole)
        clock = f"{hour:0>2}:{minute:0>2}:{second or 0:0>2}.{fraction or 0:0<6}"
        return datetime.fromisoformat(f"{whole}T{clock}{zone or ''}")
    except ValueError:
        return None


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the text has a zone or has none
    except ValueError:
        return None
