"""Sums, means and spreads of a column of numbers, or of truth values as 0 and 1."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.scan.aggregate import plain_count, plain_number
from lockgate.scan.aggregates.centered import is_told, merged_mean, rest_of, split
from lockgate.scan.aggregates.powers import powers_of, powers_sql
from lockgate.scan.measurable import measurable_sql, microseconds_sql, summable_sql
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Schema

__all__ = ["Moments", "MomentsState", "Total", "TotalState"]


@dataclass(frozen=True, slots=True)
class TotalState:
    """Number and sum of the non-null values.

    `rest` is what a sum of exact numbers has beyond twelve digits; there one of floats depends on the order of threads.
    """

    kind: ClassVar[str] = "total"

    n: int
    total: int | float
    rest: float = 0.0

    @property
    def exact(self) -> int | float:
        """Return the sum with all the digits that are kept."""
        return math.fsum((self.total, self.rest)) if self.rest else self.total

    def merge(self, other: TotalState) -> TotalState:
        n = self.n + other.n
        if not self.rest and not other.rest:
            return TotalState(n, self.total + other.total)
        return TotalState(n, *split(self.total, self.rest, other.total, other.rest))


@dataclass(frozen=True, slots=True)
class Total:
    """Ask for the number and sum of a column's values.

    Parameters
    ----------
    column : str
        The column.
    of_instants : bool, default=False
        Whether it holds dates or timestamps, of which microseconds since 1970 are added; otherwise it holds numbers.
        An infinite instant makes the sum NaN.
    """

    column: str
    of_instants: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        if not self.of_instants:
            value = summable_sql(schema, self.column)
            return (exp.Count(this=value), exp.Sum(this=value.copy()))
        passed = microseconds_sql(schema, self.column)
        total = exp.Sum(this=exp.cast(passed, "decimal(38, 0)"))
        return (exp.Count(this=column_sql(schema.column(self.column))), total, exp.Count(this=passed.copy()))

    def state(self, values: Sequence[object], schema: Schema) -> TotalState:  # noqa: ARG002 - numbers only
        n, total, *finite = values
        if finite and finite[0] != n:
            return TotalState(plain_count(n), math.nan)
        if isinstance(total, Decimal) and total.is_finite() and total != total.to_integral_value():
            kept = round_float(float(total))
            return TotalState(plain_count(n), kept, rest_of(total, kept))
        return TotalState(plain_count(n), 0 if total is None else plain_number(total))


@dataclass(frozen=True, slots=True)
class MomentsState:
    """Number, mean and sum of squared deviations of the non-null values (Chan, Golub and LeVeque 1983).

    Parameters
    ----------
    n : int
        Values.
    mean, rest : float
        Their mean as a number of twelve digits, and what is left of it.
    squares : float
        Squared deviations from the mean, 0 exactly where all values are the same.
    reach : float, default=0.0
        How far the values lie from the center that they were added about, where that is far for their spread.
    """

    kind: ClassVar[str] = "moments"

    n: int
    mean: float
    squares: float
    rest: float = 0.0
    reach: float = 0.0

    @property
    def spread(self) -> float:
        """Return the squared deviations; NaN where rounding may be all of them."""
        return self.squares if is_told(self.squares, self.n, self.reach, _NOISE) else math.nan

    def merge(self, other: MomentsState) -> MomentsState:
        if not self.n or not other.n:
            return self if self.n else other
        n = self.n + other.n
        (mean, rest), gap = merged_mean((self.mean, self.rest), (other.mean, other.rest), other.n / n)
        squares = self.squares + other.squares + gap * gap * self.n * other.n / n
        return MomentsState(n, mean, squares, rest, max(self.reach, other.reach))


_NOISE = 1e-10
"""Share of the squares about the center below which those about the mean lose their fifth digit."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Ask for number, mean and spread of a column's values, in a form that keeps its digits."""

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        number, column = measurable_sql(schema, self.column), schema.column(self.column)
        powers = powers_sql(number, column.center, 2)
        ends = (kind(this=summable_sql(schema, self.column)) for kind in (exp.Min, exp.Max))
        return (exp.Count(this=column_sql(column)), *powers, *ends)

    def state(self, values: Sequence[object], schema: Schema) -> MomentsState:
        n = plain_count(values[0])
        if not n:
            return MomentsState(0, 0.0, 0.0)
        found = powers_of(values[1:3], n, schema.column(self.column).center)
        if values[3] == values[4]:  # one value; and NaN is not equal to itself
            mean, rest = split(float(cast("float", values[3])))
            return MomentsState(n, mean, 0.0, rest)
        return MomentsState(n, found.mean[0], found.squares, found.mean[1], found.reach)
