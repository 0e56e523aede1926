"""Search all conjunctions of values, of one column to three, for those whose loss is too high; nothing is missed.

The search goes level by level, as in frequent itemsets. What is known of a conjunction bounds every one that adds
conditions to it, because such a one holds some of the same cells: it has at most its rows, at most the sum of those
of its cells that are in excess, and no cell in greater excess a row. A conjunction whose bound is below what has been
found already is not followed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Conjunction", "Grid", "search", "upper_bound"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Columns = tuple[int, ...]

_LESS_BY_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Rows counted by all columns at once.

    Parameters
    ----------
    codes : ndarray of shape (n_cells, n_columns)
        For each cell the code of its value in each column, 0 or more.
    sizes : tuple of int
        Values of each column.
    n : ndarray of shape (n_cells,)
        Rows, 1 or more.
    excess : ndarray of shape (n_cells,)
        Sum over the rows of the loss beyond what is accepted; negative where it is less.
    """

    codes: Ints
    sizes: tuple[int, ...]
    n: Floats
    excess: Floats


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Rows that have a value in each of some columns, with their number and excess.

    The score is the excess by the root of the rows: times a constant, the excess in standard errors.
    """

    conditions: tuple[tuple[int, int], ...]
    n: int
    excess: float
    score: float

    @property
    def order(self) -> tuple[float, int, tuple[tuple[int, int], ...]]:
        """Return what sorts the best first, and of equals the simplest."""
        return -self.score, len(self.conditions), self.conditions


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """What is known of all values of some columns, by their flat position."""

    score: Floats
    is_open: NDArray[np.bool_]


def search(grid: Grid, *, depth: int, minimum: int, most: int, least: float = 0.0) -> tuple[Conjunction, ...]:
    """Return the conjunctions with the highest scores.

    Only those are returned that score higher than everything with a condition less: a slice within a weak slice is
    told when it is weaker than its surroundings let expect, not for being inside.

    Parameters
    ----------
    grid : Grid
        The cells.
    depth : int
        Most conditions, 1 or more.
    minimum : int
        Fewest rows, 1 or more.
    most : int
        Most conjunctions that are returned, 1 or more.
    least : float, default=0.0
        The lowest score that is returned, exclusive; 0 or more.

    Returns
    -------
    tuple of Conjunction
        The highest scores first, and of equal ones the simplest. Empty where there are no cells.

    References
    ----------
    S. Sagadeeva and M. Boehm, SliceLine: fast, linear-algebra-based slice finding for ML model debugging,
    SIGMOD 2021, doi:10.1145/3448016.3457323; here with bounds from cells, which hold for losses of any sign.

    Examples
    --------
    >>> codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> grid = Grid(codes, (2, 2), np.array([50.0, 50, 50, 50]), np.array([-5.0, -5, -5, 15]))
    >>> [(found.conditions, found.n) for found in search(grid, depth=2, minimum=10, most=1)]
    [(((0, 1), (1, 1)), 50)]
    """
    if not grid.n.size:
        return ()
    total = float(grid.n.sum())
    root = _Level(np.array([grid.excess.sum() / math.sqrt(total)]), np.array([True]))
    above: dict[Columns, _Level] = {(): root}
    found: list[Conjunction] = []
    bar = least
    deepest = min(depth, len(grid.sizes))
    for size in range(1, deepest + 1):
        here: dict[Columns, _Level] = {}
        for columns in combinations(range(len(grid.sizes)), size):
            parents = {parent: above[parent] for parent in combinations(columns, size - 1) if parent in above}
            if len(parents) < size:
                continue
            level, better = _counted(grid, columns, parents, minimum, bar)
            found = sorted([*found, *better], key=lambda one: one.order)[:most]
            if len(found) == most:
                bar = max(bar, found[-1].score * (1 - _LESS_BY_ROUNDING))
            if size < deepest and level.is_open.any():  # what nothing is added to need not be known
                here[columns] = level
        above = here
    return tuple(found)


def upper_bound(n: Floats, positive: Floats, steepest: Floats, minimum: int) -> Floats:
    """Return the highest score that rows chosen cell by cell from some slices can have.

    Parameters
    ----------
    n : ndarray
        Rows of each slice, `minimum` or more.
    positive : ndarray
        Sum of the excess of those of its cells where it is positive.
    steepest : ndarray
        Largest excess a row among its cells.
    minimum : int
        Fewest rows of what is chosen.

    Notes
    -----
    Of k rows the excess is at most the lesser of `positive` and k times `steepest`; by the root of k that rises up to
    where the two are equal and falls from there, so the bound is its value there, or at the nearest k that is allowed.

    Examples
    --------
    >>> upper_bound(np.array([100.0]), np.array([8.0]), np.array([0.5]), 10).tolist()
    [2.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        turning = np.where(steepest > 0, positive / steepest, 0.0)
    rows = np.clip(turning, minimum, n)
    bound: Floats = np.minimum(positive, rows * np.maximum(steepest, 0.0)) / np.sqrt(rows)
    return bound


def _counted(
    grid: Grid, columns: Columns, parents: dict[Columns, _Level], minimum: int, bar: float
) -> tuple[_Level, list[Conjunction]]:
    """Count the conjunctions of some columns; return what is known of them, and those that are worth returning."""
    kept = np.ones(len(grid.n), dtype=bool)
    for parent, level in parents.items():
        kept &= level.is_open[_flat(grid, parent)]
    sizes = [grid.sizes[column] for column in columns]
    flat, n, excess = _flat(grid, columns)[kept], grid.n[kept], grid.excess[kept]
    size = math.prod(sizes)
    rows, total, positive = (
        np.bincount(flat, values, size).astype(np.float64) for values in (n, excess, np.maximum(excess, 0.0))
    )
    steepest = np.full(size, -np.inf)
    np.maximum.at(steepest, flat, excess / n)
    known = np.flatnonzero(rows >= minimum)
    score, is_open = np.full(size, -np.inf), np.zeros(size, dtype=bool)
    score[known] = total[known] / np.sqrt(rows[known])
    is_open[known] = upper_bound(rows[known], positive[known], steepest[known], minimum) >= bar
    places = np.unravel_index(known, sizes)
    highest = np.full(known.size, -np.inf)
    for parent, level in parents.items():
        inside = [places[columns.index(column)] for column in parent]
        at = np.ravel_multi_index(inside, [grid.sizes[column] for column in parent]) if parent else 0
        highest = np.maximum(highest, level.score[at])
    chosen = (score[known] > bar) & (score[known] > highest * (1 + _LESS_BY_ROUNDING))
    values = [place[chosen].tolist() for place in places]
    better = list(_conjunctions(columns, values, rows[known][chosen].tolist(), total[known][chosen].tolist()))
    return _Level(score, is_open), better


def _conjunctions(
    columns: Columns, values: list[list[int]], n: list[float], excess: list[float]
) -> Iterator[Conjunction]:
    for at, (rows, total) in enumerate(zip(n, excess, strict=True)):
        conditions = tuple((column, codes[at]) for column, codes in zip(columns, values, strict=True))
        yield Conjunction(conditions, int(rows), total, total / math.sqrt(rows))


def _flat(grid: Grid, columns: Columns) -> Ints:
    """Return for each cell the position of its values among all values of some columns."""
    flat: Ints = np.zeros(len(grid.n), dtype=np.int64)
    for column in columns:
        flat = flat * grid.sizes[column] + grid.codes[:, column]
    return flat
