"""Bounds of a quantile that need no distribution: two of the values themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lockgate.stats.domains import require_open_fraction

__all__ = ["quantile_interval"]


def quantile_interval(
    values: Sequence[float], *, probability: float = 0.5, alpha: float = 0.05
) -> tuple[float, float]:
    r"""Compute the order-statistic interval of a quantile, by default of the median.

    Each bound errs with probability at most ``alpha / 2``, whatever the distribution; values may be tied or infinite.

    Parameters
    ----------
    values : sequence of float
        The values, in any order; infinite ones are allowed, NaN is not.
    probability : float, default=0.5
        Which quantile, in (0, 1).
    alpha : float, default=0.05
        Two-sided error probability, in (0, 1).

    Returns
    -------
    lower, upper : float
        Two of the values; infinite where even the outermost value proves nothing, as for few values or none.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Notes
    -----
    The number of values below the quantile is binomial. The lower bound is the :math:`k`-th smallest value with the
    largest :math:`k` for which :math:`P(B \le k - 1) \le \alpha / 2`, and the upper bound is its mirror image.

    References
    ----------
    W. J. Conover, Practical Nonparametric Statistics (1999), 3.2.

    Examples
    --------
    >>> quantile_interval([3.0, 1.0, 2.0, 5.0, 4.0, 7.0, 6.0, 8.0, 9.0])
    (2.0, 8.0)
    >>> quantile_interval([1.0, 2.0])
    (-inf, inf)
    """
    require_open_fraction("quantile_interval", "probability", probability)
    require_open_fraction("quantile_interval", "alpha", alpha)
    from scipy.special import bdtr  # noqa: PLC0415 - loading it costs 0.3 s; only those who ask pay

    ordered = sorted(values)
    n = len(ordered)
    below = sum(float(bdtr(k, n, probability)) <= alpha / 2 for k in range(n))
    above = sum(float(bdtr(k, n, 1 - probability)) <= alpha / 2 for k in range(n))
    lower = ordered[below - 1] if below else -math.inf
    upper = ordered[n - above] if above else math.inf
    return lower, upper
