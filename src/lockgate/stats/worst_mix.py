r"""The worst mean over groups when their shares may change: at most `factor` times what was seen.

Mixes within that budget are the weights :math:`w` with :math:`0 \le w_g \le f p_g` and :math:`\sum w_g = 1`, where
:math:`p` are the shares that were seen: every mix that could be a part of the rows of at least :math:`1/f` of them. A
linear function is largest over them where the groups with the largest values have all they may.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["largest_mean", "largest_mean_bound", "worst_weights"]

Floats = NDArray[np.float64]

_STEPS = 60
_GOLDEN = (math.sqrt(5) - 1) / 2


def worst_weights(values: ArrayLike, shares: ArrayLike, *, factor: float) -> Floats:
    """Return the mix within the budget under which the mean of some values is largest.

    Parameters
    ----------
    values : array_like of shape (n_groups,)
        One a group, at least one, finite.
    shares : array_like of shape (n_groups,)
        What was seen, 0 or more, with a sum of 1.
    factor : float
        How many times as large a share may become, 1 or more, finite.

    Returns
    -------
    ndarray of shape (n_groups,)
        Shares with a sum of 1; of groups of equal values the first gets more.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    References
    ----------
    R. T. Rockafellar and S. Uryasev, Journal of Risk 2 (2000), doi:10.21314/JOR.2000.038; J. Duchi, T. Hashimoto and
    H. Namkoong, Operations Research 71 (2023), doi:10.1287/opre.2022.2363.

    Examples
    --------
    >>> worst_weights([0.1, 0.4, 0.2], [0.5, 0.2, 0.3], factor=2).tolist()
    [0.0, 0.4, 0.6]
    """
    given, seen = np.asarray(values, dtype=np.float64), np.asarray(shares, dtype=np.float64)
    if given.size == 0 or not np.isfinite(given).all():
        raise ParameterError.of("worst_weights", "values", "finite numbers, at least one", given.tolist())
    if seen.shape != given.shape or not (seen >= 0).all() or abs(float(seen.sum()) - 1) > 1e-9:  # noqa: PLR2004 - rounding
        must = f"{given.size} numbers of 0 or more with a sum of 1"
        raise ParameterError.of("worst_weights", "shares", must, seen.tolist())
    if not (math.isfinite(factor) and factor >= 1):
        raise ParameterError.of("worst_weights", "factor", "a finite number of 1 or more", factor)
    order = np.argsort(-given, kind="stable")
    most = factor * seen[order]
    before = np.concatenate(([0.0], np.cumsum(most)[:-1]))
    weights = np.zeros(given.size)
    weights[order] = np.clip(1.0 - before, 0.0, most)
    return weights


def largest_mean(values: ArrayLike, shares: ArrayLike, *, factor: float) -> float:
    """Return the mean of some values under the worst mix.

    Parameters
    ----------
    values, shares, factor
        As of `worst_weights`.

    Examples
    --------
    >>> round(largest_mean([0.1, 0.4, 0.2], [0.5, 0.2, 0.3], factor=2), 9)
    0.28
    """
    return float(worst_weights(values, shares, factor=factor) @ np.asarray(values, dtype=np.float64))


def largest_mean_bound(
    values: Sequence[float],
    uppers: Sequence[float],
    shares: Sequence[float],
    *,
    factor: float,
    are_independent: bool = True,
) -> float:
    r"""Bound the mean under the worst mix from above, from an upper bound of each group.

    Over every mix, the largest upper bound of the mean under it. Which mix is truly the worst is not known, but it is
    one of them, so the bound errs no more often than that of a single mix: the groups' bounds need no correction for
    their number (an intersection-union test).

    Parameters
    ----------
    values, uppers : sequence of float
        Of each group the number and its upper bound, all at one level.
    shares, factor
        As of `worst_weights`.
    are_independent : bool, default=True
        Whether no row of one group depends on one of another; else their errors are taken to go all the same way.

    Returns
    -------
    float
        The bound, at the level of `uppers`.

    Notes
    -----
    Under a fixed mix the bound is that of `lockgate.stats.mover.mover_sum`,
    :math:`\sum w_g x_g + \sqrt{\sum w_g^2 d_g^2}` with :math:`d_g` the distance to the upper bound. With
    :math:`w_g \le f p_g` and :math:`\sqrt{s} \le (s/c + c)/2` for every :math:`c > 0` it is at most
    :math:`\sum w_g (x_g + f p_g d_g^2 / 2c) + c/2`, which is linear in the mix; the best :math:`c` is searched. What is
    given away is only what one group in part does.

    References
    ----------
    R. L. Berger, Technometrics 24 (1982), doi:10.2307/1267823; G. Y. Zou and A. Donner, Statistics in Medicine 27
    (2008), doi:10.1002/sim.3095.

    Examples
    --------
    >>> bound = largest_mean_bound([0.1, 0.4, 0.2], [0.13, 0.44, 0.24], [0.5, 0.2, 0.3], factor=2)
    >>> f"{bound:.4f}"
    '0.3088'
    """
    given, seen = np.asarray(values, dtype=np.float64), np.asarray(shares, dtype=np.float64)
    highest = np.asarray(uppers, dtype=np.float64)
    if not are_independent:
        return largest_mean(highest, seen, factor=factor)
    squares = factor * seen * (highest - given) ** 2
    most = math.sqrt(largest_mean(squares, seen, factor=factor))
    if most == 0:
        return largest_mean(given, seen, factor=factor)

    def bound(distance: float) -> float:
        return largest_mean(given + squares / (2 * distance), seen, factor=factor) + distance / 2

    return min(_least(bound, most * 1e-3, most), largest_mean(highest, seen, factor=factor))


def _least(function: Callable[[float], float], low: float, high: float) -> float:
    """Return the least value of a convex function on an interval, by golden section; any point of it is a bound."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = function(left), function(right)
    for _ in range(_STEPS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = function(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = function(right)
    return min(at_left, at_right)
