"""How a numeric column spreads within and between groups, in a pass of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.powers import gap_sql, is_lost, own_mean
from lockgate.scan.cell_parts import Hashed, Ordered
from lockgate.scan.grouping import count_rows, keys_of, named, per_slice, slices_of_rows, sum_of, sum_where
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.schema import Schema

__all__ = ["GroupedMoments", "GroupedMomentsState"]

_NOISE = 1e-12
"""A sum of squares below this share of the one about the center is what rounding left."""


@dataclass(frozen=True, slots=True)
class GroupedMomentsState:
    """Rows and groups, the sum of squared deviations from the mean, and its part between the groups."""

    kind: ClassVar[str] = "grouped_moments"

    n: int
    groups: int
    squares: float
    between: float

    def merge(self, other: GroupedMomentsState) -> GroupedMomentsState:
        if not self.n or not other.n:
            return self if self.n else other
        raise StateError.unmergeable(self.kind, "a summary of groups cannot tell which groups the parts share")


@dataclass(frozen=True, slots=True)
class GroupedMoments:
    """Ask how `value` spreads within and between groups of equal `keys`; rows with a null in either are left out."""

    value: str
    keys: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.value, *self.keys)

    @property
    def kept(self) -> Cells:
        return Cells((Ordered(self.value), Hashed(self.keys)), self.columns)

    def summary_of(self, parts: Sequence[State]) -> GroupedMomentsState:
        from lockgate.scan.cell_summaries import grouped_squares  # noqa: PLC0415 - brings numpy, which others need not

        table = CellsState.table(parts)
        if not len(table.rows):
            return GroupedMomentsState(0, 0, 0.0, 0.0)
        groups = table.labels(1)
        values = [float(value) for value in CellsState.values(parts)[0]]
        total, between = grouped_squares(values, groups, table.rows)
        between = min(total, max(0.0, between)) if math.isfinite(between) else math.nan
        n, several = int(table.rows.sum()), int(groups.max()) + 1
        return GroupedMomentsState(n, several, round_float(total), round_float(between))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.numeric(self.value)
        number = exp.cast(column_sql(column), "double")
        slices, keys = slices_of_rows(schema, by), keys_of(schema, self.keys)
        rows = exp.select(*named(slices, "s")).from_(source).where(NotNull(self.columns).sql(schema))
        if column.center is None:
            return per_slice(_with_whole(rows, number, slices, keys), by, _OF_GROUPS)
        gap = gap_sql(number, column.center)
        square = exp.Mul(this=gap.copy(), expression=gap.copy())
        sums = {"n": count_rows(), "d": exp.Sum(this=gap), "dd": exp.Sum(this=square)}
        groups = rows.select(*(exp.alias_(value, name) for name, value in sums.items()))
        groups = groups.group_by(*slices, *keys)
        d = exp.column("d")
        share = exp.Div(this=exp.Mul(this=d.copy(), expression=d.copy()), expression=exp.column("n"))
        sums_of_groups = (sum_of(value) for value in (exp.column("n"), d, exp.column("dd"), share))
        return per_slice(groups, by, (count_rows(), *sums_of_groups))

    def state(self, values: Sequence[object], schema: Schema) -> GroupedMomentsState:
        groups, n = plain_count(values[0]), plain_count(values[1])
        if not n:
            return GroupedMomentsState(0, 0, 0.0, 0.0)
        sums = [float(cast("float", value)) for value in values[2:]]
        is_own = schema.numeric(self.value).center is None
        total, between, is_noise = (_own_squares if is_own else _squares)(n, *sums)
        if is_noise:
            return GroupedMomentsState(n, groups, 0.0, 0.0)
        between = min(total, max(0.0, between)) if math.isfinite(between) else math.nan
        return GroupedMomentsState(n, groups, round_float(total), round_float(between))


def _squares(n: int, d: float, squares: float, shares: float) -> tuple[float, float, bool]:
    """Return the squares about the mean, those of them between groups, and whether they are what rounding left."""
    total, between = squares - d * d / n, shares - d * d / n
    return total, between, total <= _NOISE * squares  # NaN is not, and stays NaN


def _own_squares(n: int, mean: float, total: float, within: float) -> tuple[float, float, bool]:
    return total, total - within, is_lost(total, n, own_mean(mean))


def _with_whole(
    rows: exp.Select, number: exp.Expr, slices: Sequence[exp.Expr], keys: Sequence[exp.Expr]
) -> exp.Select:
    """Return the engine's own moments of each group and, for each slice, of all its groups together."""
    square = exp.Mul(this=count_rows(), expression=exp.VariancePop(this=number.copy()))
    is_whole = exp.Anonymous(this="GROUPING", expressions=[keys[0].copy()])
    own = {"n": count_rows(), "m": exp.Avg(this=number.copy()), "dd": square, "w": is_whole}
    sets = [exp.Tuple(expressions=[part.copy() for part in parts]) for parts in ((*slices, *keys), slices)]
    grouped = rows.select(*(exp.alias_(value, name) for name, value in own.items()))
    grouped.set("group", exp.Group(grouping_sets=[exp.GroupingSets(expressions=sets)]))
    return grouped


_IS_WHOLE = exp.EQ(this=exp.column("w"), expression=exp.Literal.number(1))
_IS_GROUP = exp.EQ(this=exp.column("w"), expression=exp.Literal.number(0))

_OF_GROUPS: tuple[exp.Expr, ...] = (
    sum_where(_IS_GROUP, exp.Literal.number(1)),
    sum_where(_IS_GROUP, exp.column("n")),
    exp.Max(this=exp.Case().when(_IS_WHOLE, exp.column("m"))),
    exp.Max(this=exp.Case().when(_IS_WHOLE, exp.column("dd"))),
    sum_where(_IS_GROUP, exp.column("dd")),
)
"""Groups and rows; the mean and the squares of all rows; the squares within groups."""
