"""Lists for people: the first few by name, the rest by number."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["and_more"]


def and_more(parts: Sequence[str], most: int, *, between: str = ", ") -> str:
    """Join at most `most` parts, and count those that are left.

    Parameters
    ----------
    parts : sequence of str
        What is listed, the most telling first; none is an empty text.
    most : int
        How many are written, 1 or more.
    between : str, default=", "
        What stands between two of them.

    Examples
    --------
    >>> and_more(["EWR", "JFK"], 2), and_more(["EWR", "JFK", "LGA", "SEA"], 2)
    ('EWR, JFK', 'EWR, JFK and 2 more')
    """
    rest = len(parts) - most
    return between.join(parts[:most]) + (f" and {rest:,} more" if rest > 0 else "")
