"""The shape of a numeric column: central moments up to the fourth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.scan.aggregate import plain_count
from lockgate.scan.aggregates.centered import is_told, merged_mean, split
from lockgate.scan.aggregates.powers import powers_of, powers_sql
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
        powers = powers_sql(exp.cast(value, "double"), column.center, 4)
        return (exp.Count(this=value.copy()), *powers, exp.Min(this=value.copy()), exp.Max(this=value.copy()))

    def state(self, values: Sequence[object], schema: Schema) -> HigherMomentsState:
        n = plain_count(values[0])
        if not n:
            return HigherMomentsState(0, 0.0, 0.0, 0.0, 0.0)
        found = powers_of(values[1:5], n, schema.numeric(self.column).center)
        if values[5] == values[6]:  # one value; and NaN is not equal to itself
            mean, rest = split(float(cast("float", values[5])))
            return HigherMomentsState(n, mean, 0.0, 0.0, 0.0, rest)
        mean, rest = found.mean
        return HigherMomentsState(n, mean, found.squares, found.cubes, found.fourths, rest, found.reach)
