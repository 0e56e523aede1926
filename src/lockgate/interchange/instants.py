"""Dates that people write in words, as ISO 8601."""

from __future__ import annotations

from datetime import datetime

from lockgate.documents.scalars import is_iso_date, is_iso_timestamp

__all__ = ["iso_instant"]

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


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the text has a zone or has none
    except ValueError:
        return None
