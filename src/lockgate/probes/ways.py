"""Which way an answer must move when a feature grows."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from lockgate.probes.rows import Floats

__all__ = ["Way", "wrong_way"]


class Way(StrEnum):
    """Which way an answer must move."""

    UP = "up"
    DOWN = "down"


def wrong_way(before: Floats, after: Floats, way: Way) -> Floats:
    """Return how far answers moved the wrong way, negative for the right one; infinite where there is no number.

    Examples
    --------
    >>> wrong_way(np.array([0.5, 0.5]), np.array([0.75, np.nan]), Way.DOWN).tolist()
    [0.25, inf]
    """
    with np.errstate(invalid="ignore"):
        moved = before - after if way is Way.UP else after - before
    return np.where(np.isfinite(moved), moved, np.inf)
