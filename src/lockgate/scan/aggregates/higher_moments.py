"""The shape of a numeric column: central moments up to the fourth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.scan.aggregate import plain_count
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["HigherMoments", "HigherMomentsState"]

_NOISE = 1e-12
"""A sum of squares below this share of the one about the center is what rounding left."""


@dataclass(frozen=True, slots=True)
class HigherMomentsState:
    """Number, mean and sums of powers of deviations from it (merge: Pébay 2008)."""

    kind: ClassVar[str] = "higher_moments"

    n: int
    mean: float
    squares: float
    cubes: float
    fourths: float

    @property
    def skewness(self) -> float:
        """Return the third standardised moment, NaN where there is no spread."""
        return _settled(math.sqrt(self.n) * self.cubes / self.squares**1.5) if self.squares else math.nan

    @property
    def excess_kurtosis(self) -> float:
        """Return the fourth standardised moment minus 3, NaN where there is no spread."""
        return _settled(self.n * self.fourths / self.squares**2 - 3) if self.squares else math.nan

    def merge(self, other: HigherMomentsState) -> HigherMomentsState:
        if not self.n or not other.n:
            return self if self.n else other
        a, b, n = self.n, other.n, self.n + other.n
        d = (other.mean - self.mean) / n
        return HigherMomentsState(
            n,
            self.mean + d * b,
            self.squares + other.squares + d**2 * a * b * n,
            self.cubes
            + other.cubes
            + d**3 * a * b * (a - b) * n
            + 3 * d * (a * other.squares - b * self.squares),
            self.fourths
            + other.fourths
            + d**4 * a * b * (a**2 - a * b + b**2) * n
            + 6 * d**2 * (a**2 * other.squares + b**2 * self.squares)
            + 4 * d * (a * other.cubes - b * self.cubes),
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
        return (exp.Count(this=value.copy()), *(exp.Sum(this=power.copy()) for power in powers))

    def state(self, values: Sequence[object], schema: Schema) -> HigherMomentsState:
        n = plain_count(values[0])
        if not n:
            return HigherMomentsState(0, 0.0, 0.0, 0.0, 0.0)
        s1, s2, s3, s4 = (float(cast("float", value)) for value in values[1:])
        d = s1 / n
        squares = s2 - n * d**2
        cubes = s3 - 3 * d * s2 + 2 * n * d**3
        fourths = s4 - 4 * d * s3 + 6 * d**2 * s2 - 3 * n * d**4
        mean = round_float(schema.numeric(self.column).center + d)
        if squares <= _NOISE * s2:  # NaN is not, and stays NaN
            return HigherMomentsState(n, mean, 0.0, 0.0, 0.0)
        return HigherMomentsState(n, mean, *(round_float(power) for power in (squares, cubes, fourths)))
