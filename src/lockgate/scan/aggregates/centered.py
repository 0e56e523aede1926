"""Sums about a typical value of a column: the digits of the mean, and whether what is left of them is a spread."""

from __future__ import annotations

import math
from decimal import Decimal

from lockgate.domain.codec import round_float

__all__ = ["Mean", "far_reach", "is_told", "mean_about", "merged_mean", "rest_of", "split"]

Mean = tuple[float, float]
"""A mean as a number of twelve digits, and what is left of it."""

_FAR = 1e-2
"""A spread below this share of the mean square about the center is worth a note of how far the center lies."""


def mean_about(center: float, gap: float) -> Mean:
    """Return the mean of values that lie `gap` from `center`.

    Twelve digits of the whole are too few where values are alike and large, such as milliseconds since 1970: means of
    parts, which merge by their difference, would differ by rounding alone.

    Examples
    --------
    >>> mean_about(1_700_000_000_000.0, 4.25)
    (1700000000000.0, 4.25)
    """
    return split(center, round_float(gap))


def merged_mean(one: Mean, other: Mean, share: float) -> tuple[Mean, float]:
    """Return the mean of two parts, and how far apart their means are; `share` is the other part's share of the rows.

    Examples
    --------
    >>> merged_mean((1_700_000_000_000.0, 4.0), (1_700_000_000_000.0, 5.0), 0.5)
    ((1700000000000.0, 4.5), 1.0)
    """
    apart = (other[0] - one[0]) + (other[1] - one[1])
    return split(*one, apart * share), apart


def split(*terms: float) -> Mean:
    """Return a sum as a number of twelve digits, and what is left of it with twelve more.

    Examples
    --------
    >>> split(12_345_678_901.23)
    (12345678901.2, 0.0299987792969)
    """
    try:
        mean = round_float(math.fsum(terms))
        return (mean, round_float(math.fsum((*terms, -mean)))) if math.isfinite(mean) else (mean, 0.0)
    except (OverflowError, ValueError):  # infinities, or what adds up to one
        return sum(terms), 0.0


def rest_of(exact: float | Decimal, kept: float) -> float:
    """Return what a number that was kept with twelve digits lacks; 0 where it is the exact one, as it is written.

    Examples
    --------
    >>> rest_of(Decimal("12345678901.23"), 12345678901.2)
    0.0299992370605
    >>> rest_of(Decimal("0.3"), 0.3)
    0.0
    """
    if isinstance(exact, Decimal) and Decimal(str(kept)) == exact:
        return 0.0
    return round_float(float(Decimal(exact) - Decimal(kept)))


def far_reach(squares: float, about_center: float, n: int) -> float:
    """Return how far values lie from the center, as the root of their mean square, where that is far for their spread.

    0 says that they do not: the sums have all their digits. `squares` is the sum of squares about the mean,
    `about_center` that about the center, of `n` values.

    Examples
    --------
    >>> far_reach(3.0, 4.0, 1), far_reach(3.0, 90_000.0, 1)
    (0.0, 300.0)
    """
    return round_float(math.sqrt(about_center / n)) if squares < _FAR * about_center else 0.0


def is_told(squares: float, n: int, reach: float, least: float) -> bool:
    """Tell whether a spread is at least a share of the mean square about the center, so that rounding does not make it.

    Examples
    --------
    >>> is_told(3.0, 1, 300.0, 1e-10), is_told(1e-9, 1, 300.0, 1e-10)
    (True, False)
    """
    return not squares < least * n * reach * reach
