"""How the ranks of two columns vary together, in a pass of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregate import State, plain_count, plain_number
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.cell_parts import Comparable
from lockgate.scan.grouping import columns_named, count_rows, named, over, per_slice, slices_of_rows, sum_of
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["RankMoments", "RankMomentsState"]


@dataclass(frozen=True, slots=True)
class RankMomentsState:
    """Rows where both columns have a value, those with a NaN among them, and co-moments of the ranks."""

    kind: ClassVar[str] = "rank_moments"

    n: int
    n_nan: int
    left_squares: float
    right_squares: float
    products: float

    @property
    def correlation(self) -> float:
        """Return Spearman's correlation in [-1, 1]; NaN where a column is constant or holds NaN, which has no rank."""
        spread = math.sqrt(self.left_squares) * math.sqrt(self.right_squares)
        return (
            math.nan if self.n_nan or not spread else max(-1.0, min(1.0, round_float(self.products / spread)))
        )

    def merge(self, other: RankMomentsState) -> RankMomentsState:
        if not self.n or not other.n:
            return self if self.n else other
        raise StateError.unmergeable(self.kind, "ranks within the parts are not ranks within the whole")


@dataclass(frozen=True, slots=True)
class RankMoments:
    """Ask how the ranks of two columns vary together; equal values share the mean of their ranks.

    Parameters
    ----------
    left, right : str
        Columns whose types have an order.
    """

    left: str
    right: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.left, self.right)

    @property
    def kept(self) -> Cells:
        return Cells((Comparable(self.left), Comparable(self.right)), self.columns)

    def summary_of(self, parts: Sequence[State]) -> RankMomentsState:
        from lockgate.scan.cell_summaries import centered_ranks  # noqa: PLC0415 - brings numpy, which others need not

        table = CellsState.table(parts)
        x, y = (centered_ranks(table.labels(part), table.rows) for part in (0, 1))
        sums = (math.fsum((table.rows * one * other).tolist()) for one, other in ((x, x), (y, y), (x, y)))
        n_nan = int(table.rows[CellsState.is_nan(parts, table)].sum())
        return RankMomentsState(int(table.rows.sum()), n_nan, *map(round_float, sums))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        pair = [_ordered(schema, name) for name in self.columns]
        slices = slices_of_rows(schema, by)
        values = [column_sql(column) for column in pair]
        cells = exp.select(*named(slices, "s"), *named(values, "v"), exp.alias_(count_rows(), "n"))
        cells = cells.from_(source).where(NotNull(self.columns).sql(schema)).group_by(*slices, *values)
        s, (left, right), n = columns_named("s", len(by)), columns_named("v", 2), exp.column("n")
        strange = [
            exp.IsNan(this=value.copy())
            for value, column in zip((left, right), pair, strict=True)
            if column.holds_nan
        ]
        is_nan = exp.or_(*strange) if strange else exp.false()
        ranked = exp.select(
            *s,
            n.copy(),
            exp.alias_(exp.Case().when(is_nan, n.copy()).else_(exp.Literal.number(0)), "strange"),
            exp.alias_(_rank(left, n, s), "x"),
            exp.alias_(_rank(right, n, s), "y"),
        ).from_(cells.subquery("c"))
        x, y = exp.column("x"), exp.column("y")
        products = (_weighted(n, one, other) for one, other in ((x, x), (y, y), (x, y)))
        return per_slice(ranked, by, (sum_of(n), sum_of(exp.column("strange")), *map(sum_of, products)))

    def state(self, values: Sequence[object], schema: Schema) -> RankMomentsState:  # noqa: ARG002 - numbers only
        n, strange = (plain_count(value) for value in values[:2])
        return RankMomentsState(n, strange, *(float(plain_number(value)) for value in values[2:]))


def _ordered(schema: Schema, name: str) -> Column:
    column = schema.column(name)
    if not column.has_order:
        raise DataError.wrong_type(schema.table, column.name, "of a type with an order", column.physical)
    return column


def _rank(value: exp.Expr, n: exp.Expr, slices: Sequence[exp.Expr]) -> exp.Expr:
    """Return the mean rank of equal values, minus the mean of all ranks: a multiple of a half, so exact.

    With `up_to` values that are smaller or equal and `peers` equal ones, the ranks go from ``up_to - peers + 1`` to
    ``up_to``; the mean of all ranks is ``(total + 1) / 2``. The difference is ``up_to - (peers + total) / 2``.
    """
    up_to = over(exp.Sum(this=n.copy()), slices, value)
    peers = over(exp.Sum(this=n.copy()), [*slices, value])
    total = over(exp.Sum(this=n.copy()), slices)
    middle = exp.Div(
        this=exp.paren(exp.Add(this=peers, expression=total)), expression=exp.Literal.number("2.0")
    )
    return exp.cast(exp.Sub(this=exp.cast(up_to, "double"), expression=exp.paren(middle)), "double")


def _weighted(n: exp.Expr, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.Mul(this=exp.Mul(this=n.copy(), expression=left.copy()), expression=right.copy())
