"""Quantiles of the normal and of Student's t distribution."""

from __future__ import annotations

import math
from statistics import NormalDist

from lockgate.domain.errors import ParameterError
from lockgate.stats.domains import require_open_fraction

__all__ = ["normal_quantile", "normal_upper_tail", "t_quantile", "t_upper_tail"]

_NORMAL = NormalDist()
_NORMAL_FROM = (
    100_000  # degrees of freedom from which t and normal differ by less than 1 in 10,000 of the width
)


_SERIES_FROM = 100  # degrees of freedom from which a series gives the quantile of t to 1e-9 of its size


def normal_quantile(probability: float) -> float:
    """Return the quantile of the standard normal distribution.

    Parameters
    ----------
    probability : float
        In (0, 1).

    Raises
    ------
    ParameterError
        If `probability` is outside (0, 1).

    Examples
    --------
    >>> f"{normal_quantile(0.975):.6f}"
    '1.959964'
    """
    require_open_fraction("normal_quantile", "probability", probability)
    return _NORMAL.inv_cdf(probability)


def normal_upper_tail(z: float) -> float:
    """Return the probability that a standard normal number exceeds `z`, exact far out in the tail too.

    Examples
    --------
    >>> f"{normal_upper_tail(1.959964):.4f} {normal_upper_tail(10):.2e}"
    '0.0250 7.62e-24'
    """
    return math.erfc(z / math.sqrt(2)) / 2


def t_upper_tail(t: float, degrees: float) -> float:
    """Return the probability that a number of Student's t distribution exceeds `t`.

    Examples
    --------
    >>> f"{t_upper_tail(2.262157, 9):.4f}"
    '0.0250'
    """
    from scipy.special import stdtr  # noqa: PLC0415 - as of `t_quantile`

    return float(stdtr(degrees, -t))


def t_quantile(probability: float, degrees: float) -> float:
    """Return the quantile of Student's t distribution.

    From 100 degrees of freedom on it follows from the normal quantile by a series, and from 100,000 on the normal
    quantile itself is returned: at the usual levels the two differ by less than 1e-4 of their size there. So no scipy
    is loaded for large tables.

    Parameters
    ----------
    probability : float
        In (0, 1).
    degrees : float
        Degrees of freedom, above 0; Welch's are no whole number.

    Raises
    ------
    ParameterError
        If an argument is outside its domain.

    References
    ----------
    M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.5.

    Examples
    --------
    >>> f"{t_quantile(0.975, 9):.6f}"
    '2.262157'
    """
    require_open_fraction("t_quantile", "probability", probability)
    if not degrees > 0:
        raise ParameterError.of("t_quantile", "degrees", "a number above 0", degrees)
    if degrees >= _NORMAL_FROM:
        return _NORMAL.inv_cdf(probability)
    if degrees >= _SERIES_FROM:
        return _t_by_series(_NORMAL.inv_cdf(probability), degrees)
    from scipy.special import stdtrit  # noqa: PLC0415 - loading it costs 0.3 s that large tables need not pay

    return float(stdtrit(degrees, probability))


def _t_by_series(z: float, degrees: float) -> float:
    """Return the quantile of t that belongs to a normal one, from the powers of 1 / `degrees`."""
    square = z * z
    terms = (
        (square + 1) / 4,
        ((5 * square + 16) * square + 3) / 96,
        (((3 * square + 19) * square + 17) * square - 15) / 384,
        ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
        (((((27 * square + 339) * square + 930) * square - 1782) * square - 765) * square + 17955) / 368640,
    )
    return z * (1 + sum(term / degrees**power for power, term in enumerate(terms, start=1)))
