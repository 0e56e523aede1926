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
from lockgate.scan.cell_parts import Hashed, Ordered
from lockgate.scan.grouping import count_rows, keys_of, named, per_slice, slices_of_rows, sum_of
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
        gap = exp.paren(exp.Sub(this=number, expression=exp.Literal.number(column.center)))
        square = exp.Mul(this=gap.copy(), expression=gap.copy())
        slices = slices_of_rows(schema, by)
        sums = {"n": count_rows(), "d": exp.Sum(this=gap), "dd": exp.Sum(this=square)}
        groups = exp.select(*named(slices, "s"), *(exp.alias_(value, name) for name, value in sums.items()))
        groups = groups.from_(source).where(NotNull(self.columns).sql(schema))
        groups = groups.group_by(*slices, *keys_of(schema, self.keys))
        d = exp.column("d")
        share = exp.Div(this=exp.Mul(this=d.copy(), expression=d.copy()), expression=exp.column("n"))
        sums_of_groups = (sum_of(value) for value in (exp.column("n"), d, exp.column("dd"), share))
        return per_slice(groups, by, (count_rows(), *sums_of_groups))

    def state(self, values: Sequence[object], schema: Schema) -> GroupedMomentsState:  # noqa: ARG002 - numbers only
        groups, n = plain_count(values[0]), plain_count(values[1])
        if not n:
            return GroupedMomentsState(0, 0, 0.0, 0.0)
        d, squares, shares = (float(cast("float", value)) for value in values[2:])
        total, between = squares - d * d / n, shares - d * d / n
        if total <= _NOISE * squares:  # NaN is not, and stays NaN
            return GroupedMomentsState(n, groups, 0.0, 0.0)
        between = min(total, max(0.0, between)) if math.isfinite(between) else math.nan
        return GroupedMomentsState(n, groups, round_float(total), round_float(between))
