"""Bounds of a difference, a ratio or a weighted sum of independent numbers, from the bounds of each (MOVER).

Each side keeps its own, maybe lopsided, interval: exact ones of small groups stay honest, where a standard error of
zero would not. "Independent" means that no row is in two of them, as with groups that a column tells apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lockgate.domain.errors import ParameterError

__all__ = ["Bounded", "mover_difference", "mover_ratio", "mover_sum"]

_UNKNOWN = (math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with its bounds, ``lower <= value <= upper``; NaN where nothing is known.

    Examples
    --------
    >>> Bounded(0.25, 0.2, 0.31).is_known, Bounded(0.25, float("nan"), float("nan")).is_known
    (True, False)
    """

    value: float
    lower: float
    upper: float

    @property
    def is_known(self) -> bool:
        """Tell whether value and bounds are finite numbers."""
        return math.isfinite(self.value) and math.isfinite(self.lower) and math.isfinite(self.upper)


def mover_sum(parts: Sequence[Bounded], weights: Sequence[float]) -> tuple[float, float]:
    r"""Compute bounds of a weighted sum of independent numbers.

    Parameters
    ----------
    parts : sequence of Bounded
        The numbers, all with bounds at one level.
    weights : sequence of float
        As many, finite, of any sign.

    Returns
    -------
    lower, upper : float
        At the level of the parts; NaN where a part is unknown, and for no parts.

    Raises
    ------
    ParameterError
        If there are not as many weights as parts.

    Notes
    -----
    :math:`L = \sum w_i x_i - \sqrt{\sum (w_i x_i - l_i)^2}` with :math:`l_i` the lower end of :math:`w_i x_i`; for
    two proportions with Wilson's bounds this is Newcombe's tenth method.

    References
    ----------
    G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008), doi:10.1002/sim.3095; R. G. Newcombe, Statistics in
    Medicine 17 (1998), 873-890.

    Examples
    --------
    >>> lower, upper = mover_sum([Bounded(0.4, 0.3, 0.5), Bounded(0.2, 0.1, 0.3)], [0.5, 0.5])
    >>> f"{lower:.4f} {upper:.4f}"
    '0.2293 0.3707'
    """
    if len(weights) != len(parts):
        raise ParameterError.of("mover_sum", "weights", f"{len(parts)} numbers", list(weights))
    if not parts or not all(part.is_known for part in parts):
        return _UNKNOWN
    total = math.fsum(weight * part.value for weight, part in zip(weights, parts, strict=True))
    below = above = 0.0
    for weight, part in zip(weights, parts, strict=True):
        down, up = weight * (part.value - part.lower), weight * (part.upper - part.value)
        if weight < 0:
            down, up = -up, -down
        below, above = math.hypot(below, down), math.hypot(above, up)
    return total - below, total + above


def mover_difference(first: Bounded, second: Bounded) -> tuple[float, float]:
    """Compute bounds of the first number minus the second.

    Parameters
    ----------
    first, second : Bounded
        Independent numbers with bounds at one level.

    Returns
    -------
    lower, upper : float
        At the same level; NaN where a number is unknown.

    Examples
    --------
    >>> lower, upper = mover_difference(Bounded(0.8, 0.7, 0.87), Bounded(0.6, 0.55, 0.65))
    >>> f"{lower:.4f} {upper:.4f}"
    '0.0882 0.2860'
    """
    return mover_sum((first, second), (1.0, -1.0))


def mover_ratio(first: Bounded, second: Bounded) -> tuple[float, float]:
    r"""Compute bounds of the first number divided by the second; both are 0 or more.

    Parameters
    ----------
    first, second : Bounded
        Independent numbers with bounds of 0 or more, at one level.

    Returns
    -------
    lower, upper : float
        At the same level; the upper one is infinite where the second number may be 0. NaN where one is unknown.

    Raises
    ------
    ParameterError
        If a lower bound is negative.

    Notes
    -----
    The ratios :math:`r` for which 0 lies within the bounds of :math:`a - r b`:
    :math:`L = l_a (2a - l_a) / (ab + \sqrt{(ab)^2 - l_a u_b (2a - l_a)(2b - u_b)})` and
    :math:`U = (ab + \sqrt{(ab)^2 - u_a l_b (2a - u_a)(2b - l_b)}) / (l_b (2b - l_b))`.

    References
    ----------
    A. Donner and G. Y. Zou, Statistical Methods in Medical Research 21 (2012), doi:10.1177/0962280210383013.

    Examples
    --------
    >>> lower, upper = mover_ratio(Bounded(0.12, 0.11, 0.13), Bounded(0.25, 0.24, 0.26))
    >>> f"{lower:.4f} {upper:.4f}"
    '0.4364 0.5252'
    """
    if not (first.is_known and second.is_known):
        return _UNKNOWN
    if min(first.lower, second.lower) < 0:
        must = "bounds of 0 or more"
        raise ParameterError.of("mover_ratio", "lower", must, min(first.lower, second.lower))
    a, b = first.value, second.value
    product = a * b
    over = first.lower * (2 * a - first.lower)
    under = second.lower * (2 * b - second.lower)
    low_root = math.sqrt(max(0.0, product**2 - over * second.upper * (2 * b - second.upper)))
    high_root = math.sqrt(max(0.0, product**2 - first.upper * (2 * a - first.upper) * under))
    low = over / (product + low_root) if product + low_root > 0 else 0.0
    return low, (product + high_root) / under if under > 0 else math.inf
