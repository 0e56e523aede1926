"""What DuckDB says when it refuses, in one line and without what it repeats of the query and of the file."""

from __future__ import annotations

import re

__all__ = ["hint_of", "reason_of"]

_OBJECT = re.compile(r"\{.*\}|\{.*")
"""A JSON object that a message repeats: its values may be secret, whatever column the check is about."""

_TELLING = ("Expected Number of Columns", "Value with unterminated quote", "Invalid unicode")
"""Beginnings of further lines that say what is wrong; the others repeat the file, or advise on DuckDB's options."""


def reason_of(error: BaseException) -> str:
    r"""Return the beginning of the engine's message, without its echoes of the query and of the file.

    Examples
    --------
    >>> reason_of(ValueError("Binder Error: no such column\n\nLINE 1: SELECT 'a secret'"))
    'Binder Error: no such column'
    """
    lines = str(error).split("\n\nLINE", maxsplit=1)[0].splitlines() or [type(error).__name__]
    told = next((line for line in lines[1:] if line.startswith(_TELLING)), "")
    return _OBJECT.sub("{…}", f"{lines[0]} {told}".strip())


def hint_of(error: BaseException) -> str:
    """Return what to do about a file that cannot be read, empty where the engine's message tells nothing.

    Examples
    --------
    >>> hint_of(ValueError("No magic bytes found at end of file"))
    'the file is cut off or is not Parquet; write it again'
    """
    text = str(error).lower()
    if "sniff" not in text and ("utf-8" in text or "encod" in text or "unicode" in text):
        return "set `encoding` beside `source`, such as latin-1 or utf-16"
    if "csv" in text or "sniff" in text:
        return "mend the line, or set `delimiter` and `header` beside `source`"
    if "magic bytes" in text or "parquet" in text:
        return "the file is cut off or is not Parquet; write it again"
    return ""
