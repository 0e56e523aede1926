"""Exact quantiles of a numeric column, in a pass of its own."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import ClassVar

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count, plain_number
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.cell_parts import Ordered
from lockgate.scan.grouping import columns_named, count_rows, named, over, per_slice, slices_of_rows, sum_of
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.schema import Schema

__all__ = ["OrderStatistics", "OrderStatisticsState"]


@dataclass(frozen=True, slots=True)
class OrderStatisticsState:
    """Number of values, the NaN and infinities among them, and the quantiles that were asked for."""

    kind: ClassVar[str] = "order_statistics"

    n: int
    n_not_finite: int
    quantiles: tuple[float, ...]

    def merge(self, other: OrderStatisticsState) -> OrderStatisticsState:
        if not self.n or not other.n:
            return self if self.n else other
        raise StateError.unmergeable(self.kind, "quantiles of parts do not tell those of the whole")


@dataclass(frozen=True, slots=True)
class OrderStatistics:
    """Ask for exact quantiles: the smallest value that at least the fraction `q` of the values does not exceed.

    Parameters
    ----------
    column : str
        A numeric column.
    fractions : tuple of float
        The quantiles, each in (0, 1], taken as the decimals that were written.
    """

    column: str
    fractions: tuple[float, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def kept(self) -> Cells:
        return Cells((Ordered(self.column),), self.columns)

    def summary_of(self, parts: Sequence[State]) -> OrderStatisticsState:
        values, rows = CellsState.values(parts)
        up_to = list(accumulate(rows))
        strange = sum(n for value, n in zip(values, rows, strict=True) if not math.isfinite(value))
        places = (bisect_left(up_to, Fraction(str(q)) * up_to[-1]) for q in self.fractions) if rows else ()
        found = (float(plain_number(values[place])) for place in places)
        return OrderStatisticsState(sum(rows), strange, tuple(found))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.numeric(self.column)
        value, slices = column_sql(column), slices_of_rows(schema, by)
        cells = exp.select(*named(slices, "s"), exp.alias_(value, "x"), exp.alias_(count_rows(), "n"))
        cells = cells.from_(source).where(NotNull(self.columns).sql(schema)).group_by(*slices, value.copy())
        s, x, n = columns_named("s", len(by)), exp.column("x"), exp.column("n")
        running = exp.select(
            *s,
            x.copy(),
            n.copy(),
            exp.alias_(over(exp.Sum(this=n.copy()), s, x), "up_to"),
            exp.alias_(over(exp.Sum(this=n.copy()), s), "total"),
        ).from_(cells.subquery("c"))
        strange = (
            exp.or_(exp.IsNan(this=x.copy()), exp.IsInf(this=x.copy())) if column.holds_nan else exp.false()
        )
        lost = exp.Case().when(strange, n.copy()).else_(exp.Literal.number(0))
        return per_slice(running, by, (sum_of(n), sum_of(lost), *(_quantile(q, x) for q in self.fractions)))

    def state(self, values: Sequence[object], schema: Schema) -> OrderStatisticsState:  # noqa: ARG002 - numbers only
        n, strange = (plain_count(value) for value in values[:2])
        found = (float(plain_number(value)) for value in values[2:]) if n else ()
        return OrderStatisticsState(n, strange, tuple(found))


def _quantile(q: float, value: exp.Expr) -> exp.Expr:
    """Return the smallest value whose running count reaches ``q`` of the total; compared as whole numbers."""
    share = Fraction(str(q))
    reached = exp.Mul(this=exp.column("up_to"), expression=exp.Literal.number(share.denominator))
    needed = exp.Mul(this=exp.column("total"), expression=exp.Literal.number(share.numerator))
    return exp.Min(this=exp.Case().when(exp.GTE(this=reached, expression=needed), value.copy()))
