"""Limits that leave honest room: as much as the parts of the reference differ among themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Limits", "limits_of", "null_share", "outward"]

_WIDTH = 0.1  # of the range that was seen, at least
_NEAR_ZERO = 0.25  # of the range that was seen
_RARE = 20  # one part in so many may be far out
_RATE = 1.5  # of the greatest share of nulls in any part


@dataclass(frozen=True, slots=True)
class Limits:
    """A proposed range; a missing end is open: the column moves that way with time, or nothing tells."""

    low: float | None
    high: float | None


def limits_of(
    fit: Sequence[tuple[float, float]], held: Sequence[tuple[float, float]], *, is_integer: bool
) -> Limits:
    """Propose a range from the smallest and greatest value of each part.

    The room beyond an end is a tenth of the range, or the distance between the farthest part and the one that is
    farthest but for a twentieth of them, whichever is greater: a column with a long tail of daily maxima gets
    much. What was never negative and comes near zero may become zero and no less, a share stays within [0, 1], and
    an end beyond which the held-out parts have moved altogether is left open. One value alone tells no range.

    Parameters
    ----------
    fit, held : sequence of (float, float)
        Extremes of the parts that propose and that verify, oldest first; `fit` has at least one.
    is_integer : bool
        Whether values are whole numbers.

    Examples
    --------
    >>> limits_of([(0, 90), (2, 100), (1, 95)], [(0, 99)], is_integer=True)
    Limits(low=0, high=110)
    >>> limits_of([(1, 1), (2, 2), (3, 3)], [(4, 4)], is_integer=True).high is None
    True
    """
    everything = [*fit, *held]
    seen = min(low for low, _ in everything), max(high for _, high in everything)
    if seen[0] == seen[1]:
        return Limits(None, None)
    proposals = [_proposed(parts, is_integer=is_integer) for parts in (fit, everything)]
    low = min(proposed[0] for proposed in proposals)
    high = max(proposed[1] for proposed in proposals)
    if seen[0] >= 0 and low < _NEAR_ZERO * (seen[1] - seen[0]):
        low = 0.0
    if not is_integer and seen[0] >= 0 and seen[1] <= 1:
        high = 1.0
    is_rising = bool(held) and min(low for low, _ in held) > median(high for _, high in fit)
    is_falling = bool(held) and max(high for _, high in held) < median(low for low, _ in fit)
    return Limits(
        None if is_falling else _rounded(low, -1, is_integer=is_integer),
        None if is_rising else _rounded(high, 1, is_integer=is_integer),
    )


def _proposed(parts: Sequence[tuple[float, float]], *, is_integer: bool) -> tuple[float, float]:
    lows, highs = sorted(low for low, _ in parts), sorted((high for _, high in parts), reverse=True)
    low, high = lows[0], highs[0]
    rank = min(max(1, len(parts) // _RARE), len(parts) - 1)
    room = max(_WIDTH * ((high - low) or abs(high) or 1.0), 1.0 if is_integer else 0.0)
    return low - max(room, lows[rank] - low), high + max(room, high - highs[rank])


def _rounded(value: float, direction: int, *, is_integer: bool) -> float:
    rounded = outward(value, direction)
    if is_integer:
        return math.ceil(rounded) if direction > 0 else math.floor(rounded)
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded  # noqa: PLR2004 - exact in a double


def outward(value: float, direction: int) -> float:
    """Round to two significant digits, up for direction 1 and down for -1.

    Examples
    --------
    >>> outward(1_431.0, 1), outward(-47.3, -1), outward(0.0123, 1)
    (1500.0, -48.0, 0.013)
    """
    if not value or not math.isfinite(value):
        return value
    exponent = 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, exponent)
    if (rounded - value) * direction < 0:
        rounded = round(rounded + direction * 10.0**-exponent, exponent)
    return float(rounded)


def null_share(parts: Sequence[tuple[int, int]]) -> float:
    """Propose the greatest share of nulls from (nulls, rows) of each part, in [0, 1].

    It is half as much again as in the worst part, and one percent more; parts of fewer than 20 rows are judged
    together.

    Examples
    --------
    >>> null_share([(0, 1_000), (20, 1_000)])
    0.04
    """
    large = [(nulls, rows) for nulls, rows in parts if rows >= 20]  # noqa: PLR2004 - a share of fewer says little
    small = [(nulls, rows) for nulls, rows in parts if rows < 20]  # noqa: PLR2004 - as above
    if small:
        large.append((sum(nulls for nulls, _ in small), max(1, sum(rows for _, rows in small))))
    worst = max((nulls / rows for nulls, rows in large), default=0.0)
    return min(1.0, outward(round(_RATE * worst + 0.01, 12), 1))
