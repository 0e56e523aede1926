"""JSON in the form that the YAML reader reads alike."""

from __future__ import annotations

import re

__all__ = ["as_yaml"]

_NUMBERS = {"Infinity": ".inf    ", "-Infinity": "-.inf    ", "NaN": ".nan"}
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![^\s:,\[])(?:-?Infinity|NaN)(?![^\s,\]}])')
"""A text, or a word that stands where a number would."""

_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def as_yaml(text: str) -> str:
    r"""Return JSON so that a YAML reader reads the same: no tab outside of texts, no surrogate pairs.

    Text that does not begin like JSON is returned as it is. ``Infinity`` and ``NaN``, which Python writes into JSON
    though it has none, are numbers. Lines and columns stay where they are, except behind an escaped surrogate pair and
    behind ``NaN``.

    Examples
    --------
    >>> as_yaml('{\n\t"a": "\\ud83d\\ude00"}') == '{\n "a": "\U0001f600"}'
    True
    >>> as_yaml('{"a": [-Infinity, "NaN"]}')
    '{"a": [-.inf    , "NaN"]}'
    """
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return text
    return _PAIR.sub(_character, _WORD.sub(_number, text.replace("\t", " ")))


def _number(found: re.Match[str]) -> str:
    return _NUMBERS.get(found.group(), found.group())


def _character(found: re.Match[str]) -> str:
    high, low = int(found.group(2), 16), int(found.group(3), 16)
    return found.group(1) + chr(0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00))
