"""How much a metric changed since before: absolutely, relatively, or in its rate."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from lockgate.domain.errors import ParameterError

__all__ = ["absolute_change", "relative_change"]


def absolute_change(history: Sequence[float], observed: float, *, order: int = 1) -> float:
    """Compute the change since the value before, or the change of that change.

    Parameters
    ----------
    history : sequence of float
        The past, oldest first, evenly spaced.
    observed : float
        The newest value.
    order : int, default=1
        1 for the change, 2 for how the change changed (the rate of change speeding up), and so on; 1 or more.

    Returns
    -------
    float
        In the unit of the metric; NaN where the past is shorter than `order`.

    Raises
    ------
    ParameterError
        If `order` is less than 1.

    Examples
    --------
    >>> absolute_change([100.0, 110.0], 125.0), absolute_change([100.0, 110.0], 125.0, order=2)
    (15.0, 5.0)
    """
    _require("absolute_change", order)
    if len(history) < order:
        return math.nan
    return float(np.diff([*history[-order:], observed], n=order)[0])


def relative_change(history: Sequence[float], observed: float, *, order: int = 1) -> float:
    """Compute the ratio of a value to one before it, less 1.

    Parameters
    ----------
    history : sequence of float
        The past, oldest first, evenly spaced.
    observed : float
        The newest value.
    order : int, default=1
        How many values back to look: 7 compares a day with the same weekday before; 1 or more.

    Returns
    -------
    float
        0.1 for ten percent more; NaN where the past is shorter than `order` or the old value is 0 as the new one is,
        infinite where only the old one is 0.

    Raises
    ------
    ParameterError
        If `order` is less than 1.

    Examples
    --------
    >>> relative_change([100.0, 110.0], 55.0), relative_change([100.0, 110.0], 125.0, order=2)
    (-0.5, 0.25)
    """
    _require("relative_change", order)
    if len(history) < order:
        return math.nan
    before = history[-order]
    if before == 0:
        return math.nan if observed == 0 else math.copysign(math.inf, observed)
    return (observed - before) / abs(before)


def _require(where: str, order: int) -> None:
    if order < 1:
        raise ParameterError.of(where, "order", "an int of 1 or more", order)
