"""Where a function crosses zero."""

from __future__ import annotations

import math
from collections.abc import Callable

__all__ = ["last_not_below"]

_STEPS = 200
_CLOSE = 2.0**-50  # of where it is sought; halving alone would take half of the steps


def last_not_below(
    function: Callable[[float], float], low: float, high: float, *, near: float = math.nan
) -> float:
    """Return about the largest number at which a falling function is not below zero.

    Parameters
    ----------
    function : callable
        Falling from `low` to `high`, not below zero at `low` and below zero at `high`; it may be infinite.
    low, high : float
        Where to look, finite, `low` the smaller.
    near : float, default=NaN
        Where to look first: best a little above the crossing. Ignored where it is not between the two.

    Returns
    -------
    float
        Where it is not below zero, at most ``2**-49`` of the width below where it crosses.

    Notes
    -----
    Chords with the Illinois weight, by which an end that stays counts half; every fourth step halves, which bounds
    the number of steps whatever the function. A step is never shorter than what is asked, so that both ends close in.

    Examples
    --------
    >>> f"{last_not_below(lambda x: 2.0 - x * x, 0.0, 2.0):.12f}"
    '1.414213562373'
    """
    above, below = function(low), function(high)
    close = _CLOSE * (high - low)
    if low < near < high:
        value = function(near)
        if value >= 0:
            low, above = near, value
        else:
            high, below = near, value
    stayed = 0  # which end did, -1 the lower
    for step in range(1, _STEPS + 1):
        if high - low <= 2 * close:
            break
        chord = low + (high - low) * (above / (above - below)) if step % 4 else math.nan
        middle = min(max(chord, low + close), high - close) if low <= chord <= high else (low + high) / 2
        value = function(middle)
        if value >= 0:
            low, above = middle, value
            below /= 2 if stayed > 0 else 1
            stayed = 1
        else:
            high, below = middle, value
            above /= 2 if stayed < 0 else 1
            stayed = -1
    return low
