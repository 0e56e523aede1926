"""The middle errors of two models, as they are read from a table."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lockgate.gates.moments.cells import MomentSlice
from lockgate.gates.moments.middle_errors import RANK_STEPS, WIDEST, MiddleErrors, OrderedErrors

__all__ = ["kept_ranks", "middle_of"]

Floats = NDArray[np.float64]


def kept_ranks(n: int) -> NDArray[np.int64]:
    """Return the ranks that are kept of so many rows."""
    ranks, step = np.arange(1, n + 1), math.sqrt(n) / RANK_STEPS
    nearest = np.floor(n / 2 + np.round((ranks - n / 2) / step) * step + 0.5)
    is_middle = (2 * ranks >= n) & (2 * ranks <= n + 2)
    is_near = np.abs(ranks - n / 2) <= WIDEST * math.sqrt(n) + 1
    kept: NDArray[np.int64] = ranks[(ranks == n) | is_near & ((ranks == nearest) | is_middle)]
    return kept


def middle_of(old: Floats, new: Floats) -> MomentSlice:
    """Return what is known of rows with these absolute errors of the baseline and the candidate."""
    (first, is_first), (second, is_second) = _ordered(old), _ordered(new)
    middle = MiddleErrors(second, first, int((is_first & is_second).sum()))
    return MomentSlice((), len(old), (), np.zeros(0), np.zeros((0, 0)), {}, len(old), middle)


def _ordered(errors: Floats) -> tuple[OrderedErrors, NDArray[np.bool_]]:
    n, ranks, inorder = len(errors), kept_ranks(len(errors)), np.sort(errors)
    is_below = errors <= inorder[(n + 1) // 2 - 1]
    return OrderedErrors(
        n, tuple(ranks.tolist()), tuple(inorder[ranks - 1].tolist()), int(is_below.sum())
    ), is_below
