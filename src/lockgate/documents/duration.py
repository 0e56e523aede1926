"""Lengths of time as people write them."""

from __future__ import annotations

import re
from datetime import timedelta

from lockgate.domain.errors import ParameterError

__all__ = ["format_duration", "parse_duration"]

_SECONDS = {"w": 604_800.0, "d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0}
_UNITS = r"weeks?|w|days?|d|hours?|h|minutes?|min|m|seconds?|s"
_PART = re.compile(rf"\s*([0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)\s*({_UNITS})(?![a-z])")
_ISO = re.compile(
    r"P(?:(?P<w>[0-9]{1,6})W)?(?:(?P<d>[0-9]{1,6})D)?"
    r"(?:T(?:(?P<h>[0-9]{1,6})H)?(?:(?P<m>[0-9]{1,6})M)?(?:(?P<s>[0-9]{1,9}(?:\.[0-9]{1,6})?)S)?)?\Z"
)
_MUST = "a length of time such as `36h`, `2 days`, `1d 12h` or `PT36H`"


def parse_duration(text: str) -> timedelta:
    """Read a length of time: weeks, days, hours, minutes and seconds, or an ISO 8601 duration.

    Months and years are refused, because their length varies.

    Raises
    ------
    ParameterError
        If the text is no length of time, or too long for one.

    Examples
    --------
    >>> parse_duration("1d 12h") == parse_duration("PT36H") == parse_duration("36 hours")
    True
    """
    found = _ISO.match(text)
    if found and any(found.groups()):
        return _total(text, [(float(amount), unit) for unit, amount in found.groupdict().items() if amount])
    parts, end = [], 0
    while match := _PART.match(text, end):
        parts.append((float(match.group(1)), match.group(2)[0]))
        end = match.end()
    if not parts or text[end:].strip():
        raise ParameterError.of("duration", "text", _MUST, text)
    return _total(text, parts)


def _total(text: str, parts: list[tuple[float, str]]) -> timedelta:
    try:
        return timedelta(seconds=sum(amount * _SECONDS[unit] for amount, unit in parts))
    except OverflowError as error:
        raise ParameterError.of("duration", "text", _MUST, text) from error


def format_duration(length: timedelta) -> str:
    """Write a length of time so that `parse_duration` reads it back.

    Examples
    --------
    >>> format_duration(timedelta(hours=36)), format_duration(timedelta(0))
    ('1d 12h', '0s')
    """
    rest = length.total_seconds()
    parts = []
    for unit in ("d", "h", "m"):
        amount, rest = divmod(rest, _SECONDS[unit])
        if amount:
            parts.append(f"{int(amount)}{unit}")
    if rest or not parts:
        parts.append(f"{rest:g}s")
    return " ".join(parts)
