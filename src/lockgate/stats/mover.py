"""Bounds of a difference, a ratio or a weighted sum of numbers, from the bounds of each (MOVER).

Each side keeps its own, maybe lopsided, interval: exact ones of small groups stay honest, where a standard error of
zero would not. Numbers are independent where no row is in two of them and each row stands for itself, as with groups
that a column tells apart; else the correlation of their errors must be given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["Bounded", "mover_difference", "mover_ratio", "mover_sum"]

Floats = NDArray[np.float64]

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


def mover_sum(
    parts: Sequence[Bounded], weights: Sequence[float], correlations: Floats | None = None
) -> tuple[float, float]:
    r"""Compute bounds of a weighted sum of numbers.

    Parameters
    ----------
    parts : sequence of Bounded
        The numbers, all with bounds at one level.
    weights : sequence of float
        As many, finite, of any sign.
    correlations : ndarray or None, default=None
        Of the errors of each part with those of each other, square, in [-1, 1], 1 on the diagonal; None for independent
        parts.

    Returns
    -------
    lower, upper : float
        At the level of the parts; NaN where a part or a correlation is unknown, and for no parts.

    Raises
    ------
    ParameterError
        If there are not as many weights, or correlations, as parts.

    Notes
    -----
    :math:`L = \sum w_i x_i - \sqrt{\sum_{ij} r_{ij} d_i d_j}` with :math:`d_i = w_i x_i - l_i`, negative for a negative
    weight, and :math:`l_i` the lower end of :math:`w_i x_i`; for two independent proportions with Wilson's bounds this
    is Newcombe's tenth method, for numbers with Student's t it is Student's t of their sum.

    References
    ----------
    G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008), doi:10.1002/sim.3095; R. G. Newcombe, Statistics in
    Medicine 17 (1998), 873-890; G. Y. Zou, Psychological Methods 12 (2007), doi:10.1037/1082-989X.12.4.399.

    Examples
    --------
    >>> lower, upper = mover_sum([Bounded(0.4, 0.3, 0.5), Bounded(0.2, 0.1, 0.3)], [0.5, 0.5])
    >>> f"{lower:.4f} {upper:.4f}"
    '0.2293 0.3707'
    """
    if len(weights) != len(parts):
        raise ParameterError.of("mover_sum", "weights", f"{len(parts)} numbers", list(weights))
    if correlations is not None and correlations.shape != (len(parts), len(parts)):
        must = f"{len(parts)} rows of {len(parts)} numbers"
        raise ParameterError.of("mover_sum", "correlations", must, correlations.shape)
    if not parts or not all(part.is_known for part in parts):
        return _UNKNOWN
    total = math.fsum(weight * part.value for weight, part in zip(weights, parts, strict=True))
    ends = [
        (weight * (part.value - part.lower), weight * (part.upper - part.value))
        for weight, part in zip(weights, parts, strict=True)
    ]
    below = [down if weight >= 0 else up for weight, (down, up) in zip(weights, ends, strict=True)]
    above = [up if weight >= 0 else down for weight, (down, up) in zip(weights, ends, strict=True)]
    return total - _joined(below, correlations), total + _joined(above, correlations)


def _joined(distances: Sequence[float], correlations: Floats | None) -> float:
    """Return the distance that those of the parts make together."""
    if correlations is None:
        return math.hypot(*distances)
    each = np.asarray(distances)
    return math.sqrt(max(float(each @ correlations @ each), 0.0))


def mover_difference(first: Bounded, second: Bounded, correlation: float = 0.0) -> tuple[float, float]:
    """Compute bounds of the first number minus the second.

    Parameters
    ----------
    first, second : Bounded
        Numbers with bounds at one level.
    correlation : float, default=0.0
        Of their errors, in [-1, 1]; 0 for independent numbers.

    Returns
    -------
    lower, upper : float
        At the same level; NaN where a number or the correlation is unknown.

    Examples
    --------
    >>> lower, upper = mover_difference(Bounded(0.8, 0.7, 0.87), Bounded(0.6, 0.55, 0.65))
    >>> f"{lower:.4f} {upper:.4f}"
    '0.0882 0.2860'
    """
    correlations = None if correlation == 0 else np.array([[1.0, correlation], [correlation, 1.0]])
    return mover_sum((first, second), (1.0, -1.0), correlations)


def mover_ratio(first: Bounded, second: Bounded, correlation: float = 0.0) -> tuple[float, float]:
    r"""Compute bounds of the first number divided by the second; both are 0 or more.

    Parameters
    ----------
    first, second : Bounded
        Numbers with bounds of 0 or more, at one level.
    correlation : float, default=0.0
        Of their errors, in [-1, 1]; 0 for independent numbers.

    Returns
    -------
    lower, upper : float
        At the same level; the upper one is infinite where the second number may be 0. NaN where one, or
        the correlation, is unknown.

    Raises
    ------
    ParameterError
        If a lower bound is negative.

    Notes
    -----
    The ratios :math:`r` for which 0 lies within the bounds of :math:`a - r b`:
    :math:`L = l_a (2a - l_a) / (p + \sqrt{p^2 - l_a u_b (2a - l_a)(2b - u_b)})` with
    :math:`p = ab - r (a - l_a)(u_b - b)`, and
    :math:`U = (q + \sqrt{q^2 - u_a l_b (2a - u_a)(2b - l_b)}) / (l_b (2b - l_b))` with
    :math:`q = ab - r (u_a - a)(b - l_b)`.

    References
    ----------
    A. Donner and G. Y. Zou, Statistical Methods in Medical Research 21 (2012), doi:10.1177/0962280210383013.

    Examples
    --------
    >>> lower, upper = mover_ratio(Bounded(0.12, 0.11, 0.13), Bounded(0.25, 0.24, 0.26))
    >>> f"{lower:.4f} {upper:.4f}"
    '0.4364 0.5252'
    """
    if not (first.is_known and second.is_known) or math.isnan(correlation):
        return _UNKNOWN
    if min(first.lower, second.lower) < 0:
        must = "bounds of 0 or more"
        raise ParameterError.of("mover_ratio", "lower", must, min(first.lower, second.lower))
    a, b = first.value, second.value
    low_product = a * b - correlation * (a - first.lower) * (second.upper - b)
    high_product = a * b - correlation * (first.upper - a) * (b - second.lower)
    over = first.lower * (2 * a - first.lower)
    under = second.lower * (2 * b - second.lower)
    low_root = math.sqrt(max(0.0, low_product**2 - over * second.upper * (2 * b - second.upper)))
    high_root = math.sqrt(max(0.0, high_product**2 - first.upper * (2 * a - first.upper) * under))
    low = over / (low_product + low_root) if low_product + low_root > 0 else 0.0
    return low, (high_product + high_root) / under if under > 0 else math.inf
