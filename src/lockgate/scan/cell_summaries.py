"""What follows from a table of combinations and their rows, as the engine computes it from the rows themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lockgate.scan.packed_cells import CellTable, Labels

__all__ = [
    "Pairs",
    "Shared",
    "binned",
    "centered_ranks",
    "changes",
    "grouped_squares",
    "joined",
    "order_breaks",
    "pairs",
    "shared",
]

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A contingency table in numbers; `logs` are the sums of ``n log(marginal)`` of left, right and both."""

    rows: int
    cells: int
    left: int
    right: int
    right_most: int
    singles: int
    hits: int
    majority: int
    mixed: int
    several: int
    logs: tuple[float, float, float]
    shares: float


def pairs(left: Labels, right: Labels, rows: Counts) -> Pairs:
    """Return what a contingency table holds; `left` and `right` number the values of each cell.

    Examples
    --------
    >>> found = pairs(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([5, 2, 1]))
    >>> found.rows, found.right_most, found.singles, found.hits, found.majority, found.mixed
    (8, 6, 1, 5, 6, 7)
    """
    left, right, n = _cells(left, right, rows)
    a, b = (np.bincount(side, weights=n).astype(np.int64)[side] for side in (left, right))
    kinds = np.bincount(left)[left]
    order = np.lexsort([-n, left])
    is_first = (
        np.concatenate(([True], left[order][1:] != left[order][:-1])) if len(n) else np.zeros(0, dtype=bool)
    )
    most = n[order][is_first]
    second = np.append(n[order][1:], 0)[is_first] * (kinds[order][is_first] > 1)
    return Pairs(
        rows=int(n.sum()),
        cells=len(n),
        left=len(most),
        right=len(np.unique(right)),
        right_most=int(b.max(initial=0)),
        singles=int((a == 1).sum()),
        hits=int(most[most - 1 > second].sum()),
        majority=int(most.sum()),
        mixed=int(n[kinds > 1].sum()),
        several=int((kinds[order][is_first] > 1).sum()),
        logs=(_sum(n * np.log(a)), _sum(n * np.log(b)), _sum(n * np.log(n))),
        shares=_sum((n / a) * (n / b)),
    )


def joined(columns: Sequence[Labels]) -> Labels:
    """Return one number for each combination of values of some columns.

    Examples
    --------
    >>> joined([np.array([0, 0, 1]), np.array([0, 1, 0])]).tolist()
    [0, 1, 2]
    """
    return np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)[1].ravel()


def _cells(left: Labels, right: Labels, rows: Counts) -> tuple[Labels, Labels, Counts]:
    """Return the distinct pairs; cells that differ in nothing else become one."""
    both, place = np.unique(np.stack([left, right], axis=1), axis=0, return_inverse=True)
    return (
        both[:, 0],
        both[:, 1],
        np.bincount(place.ravel(), weights=rows, minlength=len(both)).astype(np.int64),
    )


def _sum(values: NDArray[Any]) -> float:
    return math.fsum(values.tolist())


@dataclass(frozen=True, slots=True)
class Shared:
    """What two tables share by a key, each key with its rows here and there; see `OverlayState`."""

    rows: int
    shared: int
    shared_there: int
    common: int
    keys: int
    keys_there: int
    repeated: int
    paired: int
    unequal: int
    differing: tuple[int, ...]


def shared(keys: Labels, there: Counts, bits: Counts, here: Counts, compared: int) -> Shared:
    """Return what tables share; a cell's bit ``i`` says that the compared value ``i`` of its one pair of rows differs.

    Examples
    --------
    >>> found = shared(*map(np.array, ([0, 1, 2, 2], [1, 1, 0, 0], [0, 1, 0, 0], [1, 1, 2, 1])), compared=1)
    >>> found.rows, found.shared, found.keys, found.paired, found.unequal, found.differing
    (5, 2, 3, 2, 1, (1,))
    """
    h = np.bincount(keys, weights=here).astype(np.int64)
    first = np.unique(keys, return_index=True)[1]
    t = there[first]
    is_pair = (h == 1) & (t == 1)
    apart = bits[first][is_pair]
    return Shared(
        rows=int(h.sum()),
        shared=int(h[t > 0].sum()),
        shared_there=int(t.sum()),
        common=int(np.minimum(h, t).sum()),
        keys=len(h),
        keys_there=int((t > 0).sum()),
        repeated=int(h[(t > 0) & ~is_pair].sum()),
        paired=int(is_pair.sum()),
        unequal=int((apart > 0).sum()),
        differing=tuple(int(((apart >> place) & 1).sum()) for place in range(compared)),
    )


def changes(table: CellTable, compared: int) -> list[tuple[int, int, int, int]]:
    """Return the number of a column, the codes of both its values, and the pairs of rows that have them.

    Cells are a key, the number of a column or that after the last one for the key itself, and two values.
    """
    place, keys = table.counts(1), table.labels(0)
    is_key = place == compared
    here = np.bincount(keys, weights=table.rows * is_key)
    changed = table.only(~is_key & (here[keys] == 1))
    alike = changed.labels(1, 2, 3)
    first = np.unique(alike, return_index=True)[1]
    counts = np.bincount(alike, weights=changed.rows).astype(np.int64)
    distinct = CellTable(changed.codes[first], counts)
    columns = (distinct.counts(1).tolist(), distinct.column(2), distinct.column(3), counts.tolist())
    return list(zip(*columns, strict=True))


def binned(values: Labels, is_null: NDArray[np.bool_], rows: Counts, bins: int) -> Labels:
    """Return groups of about as many rows instead of values, equal values together, nulls a group of their own."""
    n = np.where(is_null, 0, rows)
    marginal = np.bincount(values, weights=n).astype(np.int64)
    below = (np.cumsum(marginal) - marginal)[values]
    filled = max(1, int(n.sum()))
    return np.where(is_null, bins, np.floor(below * bins / filled).astype(np.int64))


def centered_ranks(values: Labels, rows: Counts) -> NDArray[np.float64]:
    """Return the mean rank of each cell's value, minus the mean of all ranks."""
    marginal = np.bincount(values, weights=rows)
    ranks: NDArray[np.float64] = np.cumsum(marginal) - (marginal + rows.sum()) / 2.0
    return ranks[values]


def grouped_squares(values: Sequence[float], groups: Labels, rows: Counts) -> tuple[float, float]:
    """Return the sum of squared deviations from the mean, and its part between groups; NaN where one is not finite."""
    x = np.array(values, dtype=np.float64)
    if not np.isfinite(x).all():
        return math.nan, math.nan
    gaps = x - _sum(x * rows) / int(rows.sum())
    total, sums = _sum(rows * gaps * gaps), np.bincount(groups, weights=rows * gaps)
    between = _sum(sums * sums / np.bincount(groups, weights=rows))
    return total, between


def order_breaks(
    order: Labels, values: Labels, is_nan: NDArray[np.bool_], rows: Counts, *, falls: bool, is_strict: bool
) -> int:
    """Return how many steps go the wrong way; values at one place of the order stand as they break least.

    Examples
    --------
    >>> places, values, rows = np.array([0, 0, 1]), np.array([2, 1, 1]), np.array([1, 1, 2])
    >>> order_breaks(places, values, np.zeros(3, dtype=bool), rows, falls=False, is_strict=True)  # 1, 2, 1, 1
    2
    """
    way = np.lexsort([-values if falls else values, order])
    nan, n = is_nan[way], rows[way]
    steps = np.diff(-values[way] if falls else values[way])
    wrong = (steps <= 0 if is_strict else steps < 0) | nan[1:] | nan[:-1]
    within = n - 1 if is_strict else np.where(nan, n - 1, 0)
    return int(wrong.sum() + within.sum())
