"""How far a standard deviation from few values may be off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import stdev

from lockgate.stats.domains import require_open_fraction

__all__ = ["deviation_bounds"]


def deviation_bounds(values: Sequence[float], *, alpha: float = 0.05) -> tuple[float, float, float]:
    r"""Compute a standard deviation and its bounds by the chi-square distribution.

    Exact for normal values; for a heavier tail the bounds are too near.

    Parameters
    ----------
    values : sequence of float
        The values; fewer than two say nothing, and values that are all the same say nothing of how far others differ.
    alpha : float, default=0.05
        Two-sided error probability, in (0, 1).

    Returns
    -------
    value, lower, upper : float
        The standard deviation, 0 or more, and its bounds; NaN where nothing is known.

    Raises
    ------
    ParameterError
        If `alpha` is outside its domain.

    Notes
    -----
    The bounds are :math:`s \sqrt{(n - 1) / \chi^2}` at the quantiles of :math:`n - 1` degrees of freedom.

    Examples
    --------
    >>> value, lower, upper = deviation_bounds([1.0, 2.0, 3.0, 4.0])
    >>> f"{value:.3f} {lower:.3f} {upper:.3f}"
    '1.291 0.731 4.814'
    """
    require_open_fraction("deviation_bounds", "alpha", alpha)
    if len(values) < 2 or not all(map(math.isfinite, values)):  # noqa: PLR2004 - one value has no spread
        return math.nan, math.nan, math.nan
    from scipy.special import chdtri  # noqa: PLC0415 - loading it costs 0.3 s; only those who ask pay

    degrees = len(values) - 1
    value = stdev(values)
    if value == 0:  # of normal values it never is, so their distribution tells no bounds
        return value, math.nan, math.nan
    far, near = (float(chdtri(degrees, share)) for share in (alpha / 2, 1 - alpha / 2))
    return value, value * math.sqrt(degrees / far), value * math.sqrt(degrees / near)
