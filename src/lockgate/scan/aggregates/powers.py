"""Powers of a column about its mean: from sums about a typical value, or from the engine's own statistics.

Who looked at some rows knows a typical value, and plain sums about it keep their digits. Where nobody looked the engine
is asked for mean, variance, skewness and kurtosis, which it updates row by row about the mean so far.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.scan.aggregates.centered import Mean, far_reach, mean_about, split

__all__ = ["Powers", "gap_sql", "is_lost", "own_mean", "powers_of", "powers_sql"]

_OWN: tuple[type[exp.AggFunc], ...] = (exp.Avg, exp.VariancePop, exp.Skewness, exp.Kurtosis)

_ROUNDING = 2.0**-53
"""Largest share of a double that is lost when it is rounded."""

_LEAST_IN_LAGS = 100
"""A deviation of fewer lags of the mean so far has lost its fifth digit, where rows came in their order."""

_FAR_FOR_SPREADS, _FAR_FOR_SHAPES = 1e5, 1e3
"""How many deviations away `MomentsState` and `HigherMomentsState` no longer tell the spread, and the skewness."""

_CUBED = (1e-100, 1e100)
"""Sums of squares whose cube is a double, as engines need for a skewness."""


@dataclass(frozen=True, slots=True)
class Powers:
    """Mean, and sums of the second and further powers of the distances from it; `reach` is that of `MomentsState`."""

    mean: Mean
    squares: float
    cubes: float
    fourths: float
    reach: float


def gap_sql(number: exp.Expr, center: float) -> exp.Expr:
    """Return how far a number lies from a typical one."""
    return exp.paren(exp.Sub(this=number.copy(), expression=exp.Literal.number(center)))


def powers_sql(number: exp.Expr, center: float | None, most: int) -> tuple[exp.Expr, ...]:
    """Return aggregates of the first `most` powers, 2 or 4: sums about the center, or the engine's own without one.

    Examples
    --------
    >>> [value.sql() for value in powers_sql(exp.column("x"), 7.0, 2)]
    ['SUM((x - 7.0))', 'SUM((x - 7.0) * (x - 7.0))']
    >>> [value.sql("spark") for value in powers_sql(exp.column("x"), None, 4)]
    ['AVG(x)', 'VAR_POP(x)', 'SKEWNESS(x)', 'KURTOSIS(x)']
    """
    if center is None:
        return tuple(kind(this=number.copy()) for kind in _OWN[:most])
    gap = gap_sql(number, center)
    powers: list[exp.Expr] = [gap]
    for _ in range(most - 1):
        powers.append(exp.Mul(this=powers[-1].copy(), expression=gap.copy()))
    return tuple(exp.Sum(this=power.copy()) for power in powers)


def powers_of(values: Sequence[object], n: int, center: float | None) -> Powers:
    """Return the powers of `n` values, at least one, from what `powers_sql` asked; those not asked for are 0.

    Examples
    --------
    >>> powers_of((0.0, 8.0), 2, 7.0)
    Powers(mean=(7.0, 0.0), squares=8.0, cubes=0.0, fourths=0.0, reach=0.0)
    >>> powers_of((7.0, 4.0), 2, None)
    Powers(mean=(7.0, 0.0), squares=8.0, cubes=0.0, fourths=0.0, reach=0.0)
    """
    if center is None:
        return _from_own(values, n)
    s1, s2, *further = (float(cast("float", value)) for value in values)
    d = s1 / n
    squares = s2 - s1 * d
    # rounding may leave a little less than nothing, but NaN must stay NaN
    squares = round_float(0.0 if squares < 0 else squares)
    cubes = fourths = 0.0
    if further:
        s3, s4 = further
        cubes = round_float(s3 - 3 * d * s2 + 2 * n * d * d * d)
        fourths = round_float(s4 - 4 * d * s3 + 6 * d * d * s2 - 3 * n * d * d * d * d)
    return Powers(mean_about(center, d), squares, cubes, fourths, far_reach(squares, s2, n))


def _from_own(values: Sequence[object], n: int) -> Powers:
    average, variance, *shape = values
    mean = own_mean(average)
    squares = round_float(n * float(cast("float", variance)))
    cubes = fourths = 0.0
    if shape and squares:  # without a spread an engine has no shape, and says null or NaN
        skewness, excess = (math.nan if value is None else float(cast("float", value)) for value in shape)
        if not _CUBED[0] < squares < _CUBED[1]:
            skewness = excess = math.nan
        cubes = round_float(skewness * squares * math.sqrt(squares) / math.sqrt(n))
        fourths = round_float((excess + 3) * squares * squares / n)
    reach = _least_deviation(n, mean) * (_FAR_FOR_SHAPES if shape else _FAR_FOR_SPREADS)
    return Powers(mean, squares, cubes, fourths, far_reach(squares, n * reach * reach, n))


def own_mean(average: object) -> Mean:
    """Return an engine's own mean; beyond fourteen digits it is a matter of the order in which the rows came.

    Examples
    --------
    >>> own_mean(1_700_000_000_003.999)
    (1700000000000.0, 4.0)
    """
    return split(float(f"{cast('float', average):.13e}"))


def is_lost(squares: float, n: int, mean: Mean) -> bool:
    """Tell whether an engine's own sum of squares may be a matter of rounding and of the order of rows.

    Examples
    --------
    >>> is_lost(8.0, 2, (7.0, 0.0)), is_lost(1e-9, 1_000, (1_700_000_000_000.0, 0.0))
    (False, True)
    """
    least = _least_deviation(n, mean)
    return squares <= n * least * least


def _least_deviation(n: int, mean: Mean) -> float:
    """Return the least deviation that is told of `n` values about a mean.

    A row moves the mean so far by an `n`-th of its distance. So rows in their order leave it behind by up to `n` times
    what rounding takes from it.
    """
    return _LEAST_IN_LAGS * n * _ROUNDING * abs(mean[0])
