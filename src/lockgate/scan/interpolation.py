"""Quantiles between two values of a column."""

from __future__ import annotations

import math
from typing import Literal

from lockgate.scan.aggregates.order_values import OrderValuesState

__all__ = ["Interpolation", "interpolated"]

Interpolation = Literal["inverted_cdf", "linear", "lower", "higher", "midpoint", "nearest"]
"""How a quantile between two values is taken; ``inverted_cdf`` never is between two."""


def interpolated(state: OrderValuesState, q: float, how: Interpolation) -> float | None:
    """Return the quantile at the place ``(n - 1) q`` of the values in order.

    Parameters
    ----------
    state : OrderValuesState
        The values around the place.
    q : float
        Which quantile, in [0, 1].
    how : str
        ``linear``, ``lower``, ``higher``, ``midpoint`` or ``nearest``.

    Returns
    -------
    value : float or None
        None without a value; NaN where the column holds NaN or infinities.

    Examples
    --------
    >>> state = OrderValuesState(4, 2.0, 3.0)  # of 1, 2, 3, 4
    >>> [interpolated(state, 0.5, how) for how in ("linear", "lower", "higher", "midpoint", "nearest")]
    [2.5, 2.0, 3.0, 2.5, 3.0]
    """
    if state.ends is None:
        return None
    if state.not_finite:
        return math.nan
    lower, upper = state.ends
    place = (state.n - 1) * q
    part = place - math.floor(place)
    if how == "linear":
        return lower + (upper - lower) * part
    if how == "midpoint":
        return (lower + upper) / 2
    if how == "nearest":
        is_tie_up = part == 0.5 and math.floor(place) % 2 == 1  # noqa: PLR2004 - half way
        return upper if part > 0.5 or is_tie_up else lower  # noqa: PLR2004 - half way
    return lower if how == "lower" else upper
