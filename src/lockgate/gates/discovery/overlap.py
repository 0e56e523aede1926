"""Of slices that overlap, keep those that explain the others, the simplest first."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.discovery.base_cells import Half
from lockgate.gates.discovery.lattice import Conjunction

__all__ = ["SAME_FROM", "rows_of", "without_overlaps"]

SAME_FROM = 0.5
"""Share of common rows among the rows of either from which on two slices are told as one."""

_NOTABLE = 2.0
"""Standard errors from which on a difference within a slice is worth telling."""

Mask = NDArray[np.bool_]


def rows_of(half: Half, conditions: Sequence[tuple[int, int]]) -> Mask:
    """Return which cells lie in a slice.

    Examples
    --------
    >>> zeros = np.zeros(2)
    >>> half = Half(np.array([[0, 1], [1, 1]]), np.array([3, 4]), zeros, zeros)
    >>> rows_of(half, [(0, 1), (1, 1)]).tolist()
    [False, True]
    """
    inside: Mask = np.ones(len(half.n), dtype=bool)
    for column, code in conditions:
        inside &= half.codes[:, column] == code
    return inside


def without_overlaps(found: Sequence[Conjunction], half: Half, accepted: float) -> tuple[Conjunction, ...]:
    """Return slices of which none explains another.

    Of two nested ones the outer goes if without the inner it is no worse than what is accepted, and the inner goes if
    it is no worse than the rest of the outer. Of two others that share half of their rows the simpler stays, then the
    one with the higher score. All that is looked at is the half that was searched.

    Parameters
    ----------
    found : sequence of Conjunction
        The best first.
    half : Half
        The cells in which they were found.
    accepted : float
        The mean loss from which on a row is in excess.

    Returns
    -------
    tuple of Conjunction
        The best first.
    """
    kept: list[tuple[Conjunction, Mask]] = []
    for one in found:
        inside = rows_of(half, one.conditions)
        losers = [_loser((one, inside), other, half, accepted) for other in kept]
        if one in losers:
            continue
        kept = [other for other, loser in zip(kept, losers, strict=True) if other[0] is not loser]
        kept.append((one, inside))
    return tuple(one for one, _ in kept)


def _loser(
    first: tuple[Conjunction, Mask], second: tuple[Conjunction, Mask], half: Half, accepted: float
) -> Conjunction | None:
    """Return which of two slices says nothing that the other does not say; None where each says something."""
    common = int(half.n[first[1] & second[1]].sum())
    if common == 0:
        return None
    simpler, other = sorted((first, second), key=lambda one: (len(one[0].conditions), one[0].order))
    if common == simpler[0].n == other[0].n:
        return other[0]
    for (inner, in_inner), (outer, in_outer) in ((first, second), (second, first)):
        if common == inner.n:
            return _of_nested(inner, outer, in_inner, in_outer & ~in_inner, half, accepted)
    is_same = common >= SAME_FROM * (simpler[0].n + other[0].n - common)
    return other[0] if is_same else None


def _of_nested(
    inner: Conjunction, outer: Conjunction, in_inner: Mask, around: Mask, half: Half, accepted: float
) -> Conjunction | None:
    mean, error = _mean(half, in_inner)
    mean_around, error_around = _mean(half, around)
    if mean - mean_around < _NOTABLE * math.hypot(error, error_around):
        return inner
    return outer if mean_around - accepted < _NOTABLE * error_around else None


def _mean(half: Half, inside: Mask) -> tuple[float, float]:
    """Return the mean loss and about its standard error; NaN where the rows, one or more, weigh nothing."""
    n, counts = int(half.n[inside].sum()), float(half.counts[inside].sum())
    if counts == 0:
        return math.nan, math.nan
    mean = float(half.losses[inside].sum()) / counts
    spread = max(0.0, float(half.squares[inside].sum()) * half.scale / counts - mean * mean)
    return mean, math.sqrt(spread / n)
