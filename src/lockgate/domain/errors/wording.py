"""How messages are worded: one line, short, and with the nearest known name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date

from lockgate.domain.listing import and_more

__all__ = ["closest", "did_you_mean", "one_line", "short"]


def closest(name: str, known: Iterable[str]) -> str:
    """Return the known name nearest to `name`, or an empty text where none is near.

    Examples
    --------
    >>> closest("carier", ["carrier", "origin"])
    'carrier'
    """
    names = sorted(known)
    folded = {candidate.casefold(): candidate for candidate in reversed(names)}
    if name.casefold() in folded:
        return folded[name.casefold()]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known name, or else up to five of the known names."""
    names = sorted(known)
    near = closest(name, names)
    if near:
        return f"did you mean `{near}`?"
    shown = and_more([f"`{candidate}`" for candidate in names], 5)
    return f"known: {shown}" if names else ""


def one_line(text: str) -> str:
    """Return a foreign message on one line, short and without its final period."""
    line = " ".join(text.split())
    return (line[:300] + " …" if len(line) > 300 else line).rstrip(".")  # noqa: PLR2004 - one screen


def short(value: object) -> str:
    """Return a value as a file would say it, cut to a length that fits an error message.

    Examples
    --------
    >>> print(short(date(2013, 1, 1)), short("2013-01-01"), short(None))
    2013-01-01 '2013-01-01' None
    """
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= 120 else text[:117] + "..."  # noqa: PLR2004 - one line
