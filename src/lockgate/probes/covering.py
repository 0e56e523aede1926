"""Covering arrays: few rows in which every pair of values of two columns stands at least once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

__all__ = ["covering_rows"]

_MOST_PAIRS = 200_000


def covering_rows(levels: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    """Return rows that together hold every pair of values of any two columns.

    Greedy, one row at a time: it begins with a pair that is not yet there, and gives each further column the value that
    makes the most new pairs. The rows are always the same, and about as few as other greedy methods need; the fewest
    possible are hard to find.

    Parameters
    ----------
    levels : sequence of sequences
        The values of each column, each at least one.

    Returns
    -------
    list of tuple
        A value of each column, in their order; one row for each value where there is one column, none for none.

    Notes
    -----
    Beyond 200,000 pairs the last columns are paired with nothing but what falls to them, since the pairs would not fit
    into memory.

    Examples
    --------
    >>> rows = covering_rows([("a", "b"), (0, 1), ("x", "y")])
    >>> len(rows)
    4
    """
    if len(levels) < 2:  # noqa: PLR2004 - a pair needs two
        return [(value,) for column in levels for value in column]
    missing = _pairs(levels)
    rows: list[tuple[object, ...]] = []
    while missing:
        chosen = _row(levels, missing)
        for first, second in combinations(range(len(levels)), 2):
            missing.discard((first, chosen[first], second, chosen[second]))
        rows.append(tuple(column[place] for column, place in zip(levels, chosen, strict=True)))
    return rows


Pair = tuple[int, int, int, int]
"""Column and value, and another column and its value, all by number."""


def _pairs(levels: Sequence[Sequence[object]]) -> set[Pair]:
    found: set[Pair] = set()
    for first, second in combinations(range(len(levels)), 2):
        if len(found) > _MOST_PAIRS:
            break
        found |= {
            (first, one, second, other)
            for one in range(len(levels[first]))
            for other in range(len(levels[second]))
        }
    return found


def _row(levels: Sequence[Sequence[object]], missing: set[Pair]) -> list[int]:
    """Return the next row: one pair that is missing, and greedily what goes with it."""
    first, one, second, other = min(missing)
    chosen = {first: one, second: other}
    for column in range(len(levels)):
        if column in chosen:
            continue
        gains = [_gain(column, value, chosen, missing) for value in range(len(levels[column]))]
        chosen[column] = gains.index(max(gains))
    return [chosen[column] for column in range(len(levels))]


def _gain(column: int, value: int, chosen: dict[int, int], missing: set[Pair]) -> int:
    """Return how many missing pairs a value would make with what is chosen."""
    return sum(
        ((other, chosen[other], column, value) if other < column else (column, value, other, chosen[other]))
        in missing
        for other in chosen
    )
