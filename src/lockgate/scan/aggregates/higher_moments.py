"""The shape of a numeric column: central moments up to the fourth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.scan.aggregate import plain_count
from lockgate.scan.aggregates.centered import far_reach, is_told, mean_about, merged_mean
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["HigherMoments", "HigherMomentsState"]

_NOISE = 1e-12
"""A standardised moment below this is what rounding left of 0."""

_LEAST_FOR_CUBES, _LEAST_FOR_FOURTHS = 1e-6, 1e-4
"""Share of the squares about the center below which cubes, and fourths, about the mean lose their fifth digit."""


@dataclass(frozen=True, slots=True)
class HigherMomentsState:
    """Number, mean and sums of powers of deviations from it (merge: Pébay 2008).

    `rest` and `reach` are those of `MomentsState`.
    """

    kind: ClassVar[str] = "higher_moments"

    n: int
    mean: float
    squares: float
    cubes: float
    fourths: float
    rest: float = 0.0
    reach: float = 0.0

    @property
    def skewness(self) -> float:
        """Return the third standardised moment, NaN where there is no spread or rounding may have made it."""
        if not self.squares or not is_told(self.squares, self.n, self.reach, _LEAST_FOR_CUBES):
            return math.nan
        return _settled(math.sqrt(self.n) * self.cubes / (self.squares * math.sqrt(self.squares)))

    @property
    def excess_kurtosis(self) -> float:
        """Return the fourth standardised moment minus 3, NaN where there is no spread or rounding may have made it."""
        if not self.squares or not is_told(self.squares, self.n, self.reach, _LEAST_FOR_FOURTHS):
            return math.nan
        return _settled(self.n * self.fourths / (self.squares * self.squares) - 3)

    def merge(self, other: HigherMomentsState) -> HigherMomentsState:
        if not self.n or not other.n:
            return self if self.n else other
        a, b, n = self.n, other.n, self.n + other.n
        (mean, rest), apart = merged_mean((self.mean, self.rest), (other.mean, other.rest), b / n)
        d = apart / n
        d2 = d * d  # not a power of it: that of a large number is an exception, not infinity
        return HigherMomentsState(
            n,
            mean,
            self.squares + other.squares + d2 * a * b * n,
            self.cubes
            + other.cubes
            + d2 * d * a * b * (a - b) * n
            + 3 * d * (a * other.squares - b * self.squares),
            self.fourths
            + other.fourths
            + d2 * d2 * a * b * (a**2 - a * b + b**2) * n
            + 6 * d2 * (a**2 * other.squares + b**2 * self.squares)
            + 4 * d * (a * other.cubes - b * self.cubes),
            rest,
            max(self.reach, other.reach),
        )


def _settled(value: float) -> float:
    """Return 0 for what rounding left of it, so that parts say what the whole says, in whatever order they come."""
    return 0.0 if abs(value) < _NOISE else value


@dataclass(frozen=True, slots=True)
class HigherMoments:
    """Ask for the sums that skewness and kurtosis need, taken about a typical value."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        column = schema.numeric(self.column)
        value = column_sql(column)
        gap = exp.paren(exp.Sub(this=exp.cast(value, "double"), expression=exp.Literal.number(column.center)))
        powers: list[exp.Expr] = [gap]
        for _ in range(3):
            powers.append(exp.Mul(this=powers[-1].copy(), expression=gap.copy()))
        sums = (exp.Sum(this=power.copy()) for power in powers)
        return (exp.Count(this=value.copy()), *sums, exp.Min(this=value.copy()), exp.Max(this=value.copy()))

    def state(self, values: Sequence[object], schema: Schema) -> HigherMomentsState:
        n = plain_count(values[0])
        if not n:
            return HigherMomentsState(0, 0.0, 0.0, 0.0, 0.0)
        s1, s2, s3, s4 = (float(cast("float", value)) for value in values[1:5])
        d = s1 / n
        mean, rest = mean_about(schema.numeric(self.column).center, d)
        if values[5] == values[6]:  # one value; and NaN is not equal to itself
            return HigherMomentsState(n, mean, 0.0, 0.0, 0.0, rest)
        squares = s2 - n * d * d
        cubes = s3 - 3 * d * s2 + 2 * n * d * d * d
        fourths = s4 - 4 * d * s3 + 6 * d * d * s2 - 3 * n * d * d * d * d
        squares, cubes, fourths = map(round_float, (0.0 if squares < 0 else squares, cubes, fourths))
        return HigherMomentsState(n, mean, squares, cubes, fourths, rest, far_reach(squares, s2, n))
