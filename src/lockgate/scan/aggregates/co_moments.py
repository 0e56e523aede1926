"""How numeric columns vary together: co-moments of pairs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.aggregates.centered import mean_about, merged_mean
from lockgate.scan.aggregates.powers import gap_sql, is_lost, own_mean
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["CoMoments", "CoMomentsState", "PairMoments"]

MOST_COLUMNS = 100
"""Columns whose pairs are asked for at once: 4,950 pairs."""

_NOISE = 1e-10
"""A sum of squares below this share of the one about the center is what rounding left."""


@dataclass(frozen=True, slots=True)
class PairMoments:
    """Moments of two columns over the rows where both have a value; a rest is what a mean has beyond twelve digits."""

    left: str
    right: str
    n: int
    left_mean: float
    right_mean: float
    left_squares: float
    right_squares: float
    products: float
    left_rest: float = 0.0
    right_rest: float = 0.0

    @property
    def correlation(self) -> float:
        """Return Pearson's correlation in [-1, 1]; NaN where a column has no spread or a value is not finite."""
        spread = math.sqrt(self.left_squares) * math.sqrt(self.right_squares)
        if not math.isfinite(spread) or not math.isfinite(self.products) or not spread:
            return math.nan
        return max(-1.0, min(1.0, round_float(self.products / spread)))

    def merge(self, other: PairMoments) -> PairMoments:
        """Return the moments of both parts together (Chan, Golub and LeVeque 1983)."""
        if not self.n or not other.n:
            return self if self.n else other
        n = self.n + other.n
        weight = self.n * other.n / n
        share = other.n / n
        means = (self.left_mean, self.left_rest), (other.left_mean, other.left_rest)
        (left_mean, left_rest), x = merged_mean(*means, share)
        means = (self.right_mean, self.right_rest), (other.right_mean, other.right_rest)
        (right_mean, right_rest), y = merged_mean(*means, share)
        return PairMoments(
            self.left,
            self.right,
            n,
            left_mean,
            right_mean,
            self.left_squares + other.left_squares + x * x * weight,
            self.right_squares + other.right_squares + y * y * weight,
            self.products + other.products + x * y * weight,
            left_rest,
            right_rest,
        )


@dataclass(frozen=True, slots=True)
class CoMomentsState:
    """Moments of each pair of columns, in the order of the columns."""

    kind: ClassVar[str] = "co_moments"

    pairs: tuple[PairMoments, ...]

    def merge(self, other: CoMomentsState) -> CoMomentsState:
        if [(p.left, p.right) for p in self.pairs] != [(p.left, p.right) for p in other.pairs]:
            raise StateError.unmergeable(self.kind, "the columns differ")
        pairs = zip(self.pairs, other.pairs, strict=True)
        return CoMomentsState(tuple(left.merge(right) for left, right in pairs))


@dataclass(frozen=True, slots=True)
class CoMoments:
    """Ask how numeric columns vary together, pair by pair, over the rows where both have a value.

    Parameters
    ----------
    columns : tuple of str
        Two columns or more; empty for all numeric columns of the table.
    """

    columns: tuple[str, ...] = ()

    @property
    def is_table_wide(self) -> bool:
        """Tell whether all columns of the table are meant."""
        return not self.columns

    def pairs(self, schema: Schema) -> Iterator[tuple[Column, Column]]:
        """Yield the pairs of columns.

        Raises
        ------
        ParameterError
            If there are more than `MOST_COLUMNS` columns.
        """
        names = self.columns or tuple(column.name for column in schema.columns if column.is_numeric)
        if len(names) > MOST_COLUMNS:
            raise ParameterError.of(
                "CoMoments", "columns", f"at most {MOST_COLUMNS} numeric columns", len(names)
            )
        return combinations([schema.numeric(name) for name in names], 2)

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        return tuple(value for left, right in self.pairs(schema) for value in _sums(left, right))

    def state(self, values: Sequence[object], schema: Schema) -> CoMomentsState:
        pairs = list(self.pairs(schema))
        parts = [values[start : start + _WIDTH] for start in range(0, _WIDTH * len(pairs), _WIDTH)]
        return CoMomentsState(
            tuple(_moments(left, right, part) for (left, right), part in zip(pairs, parts, strict=True))
        )


_WIDTH = 6


def _sums(left: Column, right: Column) -> tuple[exp.Expr, ...]:
    """Return number of rows, then of each column the mean and the squares, and the products; or sums that tell them."""
    numbers = [exp.cast(column_sql(column), "double") for column in (left, right)]
    if left.center is None or right.center is None:
        return tuple(kind(this=numbers[1].copy(), expression=numbers[0].copy()) for kind in _OWN)
    x, y = gap_sql(numbers[0], left.center), gap_sql(numbers[1], right.center)
    only_x, only_y = _where_filled(right, x), _where_filled(left, y)
    product = exp.Mul(this=x.copy(), expression=y.copy())
    return (
        exp.Count(this=product.copy()),
        exp.Sum(this=only_x.copy()),
        exp.Sum(this=only_y.copy()),
        exp.Sum(this=exp.Mul(this=exp.paren(only_x), expression=x.copy())),
        exp.Sum(this=exp.Mul(this=exp.paren(only_y), expression=y.copy())),
        exp.Sum(this=product),
    )


_OWN = (exp.RegrCount, exp.RegrAvgx, exp.RegrAvgy, exp.RegrSxx, exp.RegrSyy, exp.RegrSxy)


def _where_filled(other: Column, value: exp.Expr) -> exp.Expr:
    is_null = exp.Is(this=column_sql(other), expression=exp.Null())
    return exp.Case().when(is_null, exp.Null()).else_(value.copy())


def _moments(left: Column, right: Column, values: Sequence[object]) -> PairMoments:
    n = plain_count(values[0])
    if not n:
        return PairMoments(left.name, right.name, 0, 0.0, 0.0, 0.0, 0.0, 0.0)
    x, y, xx, yy, xy = (float(cast("float", value)) for value in values[1:])
    if left.center is None or right.center is None:
        means = own_mean(x), own_mean(y)
        xx, yy = (
            0.0 if is_lost(squares, n, mean) else squares for squares, mean in zip((xx, yy), means, strict=True)
        )
    else:
        means = mean_about(left.center, x / n), mean_about(right.center, y / n)
        xx, yy, xy = _squares(x, xx, n), _squares(y, yy, n), xy - x * y / n
    (left_mean, left_rest), (right_mean, right_rest) = means
    xx, yy, xy = map(round_float, (xx, yy, xy))
    return PairMoments(left.name, right.name, n, left_mean, right_mean, xx, yy, xy, left_rest, right_rest)


def _squares(total: float, squares: float, n: int) -> float:
    spread = squares - total * total / n
    return 0.0 if spread <= _NOISE * squares else spread
