"""What an unquoted YAML word means: YAML 1.2's core schema, so that `no` is Norway and not false."""

from __future__ import annotations

import re

__all__ = ["is_iso_date", "is_iso_timestamp", "resolve"]

_WORDS: dict[str, bool | float | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    ".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan"),
    ".Inf": float("inf"), "+.Inf": float("inf"), "-.Inf": float("-inf"), ".NaN": float("nan"),
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)?\.[0-9]+|(?:0|[1-9][0-9]*)\.?)(?:[eE][-+]?[0-9]+)?\Z", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?:Z|z| ?[-+][0-9]{2}(?::?[0-9]{2})?)?\Z",
    re.ASCII,
)
_NUMBER_START = frozenset("+-.0123456789")
_LONGEST_NUMBER = 400


def resolve(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted word.

    Only ``true``, ``false``, ``null`` and ``~`` (and their capitals) are special; ``yes``, ``no``, ``on`` and
    ``off`` are texts. Dates and timestamps stay texts: who needs a date reads one where a date is asked for.
    A number with a leading zero is an identifier, so a text; so is one of more than 400 digits.

    Examples
    --------
    >>> [resolve(word) for word in ("no", "true", "15", "1e3", "007", "2013-01-31", "~")]
    ['no', True, 15, 1000.0, '007', '2013-01-31', None]
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START or len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def is_iso_date(text: str) -> bool:
    """Tell whether a text has the form ``YYYY-MM-DD``."""
    return _DATE.match(text) is not None


def is_iso_timestamp(text: str) -> bool:
    """Tell whether a text has the form of an ISO 8601 date and time."""
    return _TIMESTAMP.match(text) is not None
