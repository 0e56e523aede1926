"""Two numbers from two samples that have no rows in common."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Bounded", "independent_difference"]


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number and its bounds; NaN where nothing is known."""

    value: float
    lower: float
    upper: float


def independent_difference(first: Bounded, second: Bounded) -> Bounded:
    r"""Compute the difference of two independent numbers, first minus second, from the interval of each.

    The method of variance estimates recovery: valid for any two numbers with intervals at the same level, and not
    symmetric where theirs are not. For proportions with Wilson intervals it is Newcombe's.

    Parameters
    ----------
    first, second : Bounded
        Numbers with their bounds, at the same level; from samples without common rows.

    Returns
    -------
    Bounded
        The difference and its bounds at that level; NaN where an argument is.

    Notes
    -----
    :math:`L = d - \sqrt{(x - l_x)^2 + (u_y - y)^2}` and
    :math:`U = d + \sqrt{(u_x - x)^2 + (y - l_y)^2}`, with :math:`d = x - y`.

    References
    ----------
    R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890; A. Donner and G. Y. Zou, Statistical Methods in Medical
    Research 21 (2012), 347-359.

    Examples
    --------
    >>> found = independent_difference(Bounded(0.7, 0.58, 0.796), Bounded(0.6, 0.49, 0.702))
    >>> f"{found.value:.3f} {found.lower:.3f} {found.upper:.3f}"
    '0.100 -0.057 0.246'
    """
    value = first.value - second.value
    down = math.hypot(first.value - first.lower, second.upper - second.value)
    up = math.hypot(first.upper - first.value, second.value - second.lower)
    return Bounded(value, value - down, value + up)
