"""Which slice sets are counted from the rows, and which are rolled up from a finer set that was counted once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

__all__ = ["RollUp", "roll_ups"]

_SCAN = 0.2
"""Reading a row once more, as a share of putting it into a group."""

_CELL = 2
"""Rows that are grouped in the time that a cell of a crossing takes: there are too many for the caches."""

_STATEMENT = 100_000
"""Rows that are grouped in the time that a further statement takes by itself."""


@dataclass(frozen=True, slots=True)
class RollUp:
    """Slice sets that one query counts: of all rows, or of the cells of everything that they cross."""

    sets: tuple[tuple[int, ...], ...]
    is_rolled: bool


def roll_ups(
    sets: Sequence[tuple[int, ...]], sizes: Sequence[int], *, rows: int, kinds: int
) -> tuple[RollUp, ...]:
    """Return the queries that count some slice sets at about the least cost.

    To group the rows by each set costs the rows as many times. To group them once by several cuts together, and the
    cells of that by each set that is a part of it, costs the rows once and the cells a few times. The crossing that
    saves most is taken as long as one saves anything.

    Parameters
    ----------
    sets : sequence of tuples of int
        Cuts by position; each set once.
    sizes : sequence of int
        Values of each cut.
    rows : int
        Rows of the table.
    kinds : int
        About how many cells one slice has.

    Returns
    -------
    tuple of RollUp
        Each set in one of them; empty without sets.

    Examples
    --------
    >>> roll_ups([(0,), (1,), (0, 1), (2,)], [3, 4, 5_000], rows=1_000_000, kinds=8)
    (RollUp(sets=((0,), (1,), (0, 1)), is_rolled=True), RollUp(sets=((2,),), is_rolled=False))
    """
    crossings = {frozenset(one) | frozenset(other) for one, other in combinations(sets, 2)}
    crossings.add(frozenset(cut for members in sets for cut in members))
    cells = {crossing: kinds * math.prod(sizes[cut] for cut in crossing) for crossing in crossings}
    usable = sorted((one for one in crossings if cells[one] < rows), key=sorted)
    left, found = list(sets), []
    while usable:
        parts = {crossing: [members for members in left if crossing.issuperset(members)] for crossing in usable}
        saved = {
            crossing: rows * (len(part) - 1 - _SCAN) - _CELL * cells[crossing] * (len(part) + 1) - _STATEMENT
            for crossing, part in parts.items()
        }
        best = max(usable, key=lambda crossing: saved[crossing])
        if saved[best] <= 0:
            break
        found.append(RollUp(tuple(parts[best]), is_rolled=True))
        left = [members for members in left if members not in parts[best]]
        usable.remove(best)
    return (*found, RollUp(tuple(left), is_rolled=False)) if left else tuple(found)
