"""How often a column steps the wrong way when the rows are put in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.aggregates.order_runs import OrderRuns, OrderRunsState, code_text
from lockgate.scan.cell_parts import Comparable
from lockgate.scan.predicates import NotNull, column_sql, slice_sql
from lockgate.scan.schema import Schema

__all__ = ["OrderBreaks", "OrderBreaksState"]


@dataclass(frozen=True, slots=True)
class OrderBreaksState:
    """Steps between neighbouring non-null values, and how many go the wrong way."""

    kind: ClassVar[str] = "order_breaks"

    steps: int
    breaks: int

    def merge(self, other: OrderBreaksState) -> OrderBreaksState:  # noqa: ARG002 - no other fits
        # a part without a step may hold one value, so not even that part is known to be empty
        raise StateError.unmergeable(self.kind, "the step from one part to the next was not seen")


@dataclass(frozen=True, slots=True)
class OrderBreaks:
    """Ask how many steps of a column go the wrong way; rows with a null in value or order are passed over.

    A step from or to NaN goes the wrong way.

    Parameters
    ----------
    column : str
        The column that must rise or fall.
    order_by : str
        The column that orders the rows; empty for the order of the file.
    is_decreasing : bool
        Whether values must fall.
    is_strict : bool
        Whether an equal neighbour is a break.
    """

    column: str
    order_by: str = ""
    is_decreasing: bool = False
    is_strict: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.order_by) if self.order_by else (self.column,)

    @property
    def kept(self) -> Cells | OrderRuns:
        if not self.order_by:
            return OrderRuns(self)
        return Cells((Comparable(self.order_by), Comparable(self.column)), self.columns)

    def summary_of(self, parts: Sequence[State]) -> OrderBreaksState:
        if not self.order_by:
            return self._in_order_of_files(cast("Sequence[OrderRunsState]", parts))
        from lockgate.scan.cell_summaries import order_breaks  # noqa: PLC0415 - brings numpy, which others need not

        table = CellsState.table(parts)
        if not len(table.rows):
            return OrderBreaksState(0, 0)
        is_nan = CellsState.is_nan(parts, table, 1)
        order, values = table.labels(0), table.labels(1)
        breaks = order_breaks(
            order, values, is_nan, table.rows, falls=self.is_decreasing, is_strict=self.is_strict
        )
        return OrderBreaksState(int(table.rows.sum()) - 1, breaks)

    def _in_order_of_files(self, parts: Sequence[OrderRunsState]) -> OrderBreaksState:
        filled = [part for part in parts if part.n]
        kinds = {part.value_kind for part in filled}
        if len(filled) > 1 and (len(kinds) > 1 or not all(part.ends for part in filled)):
            raise StateError.unmergeable(
                OrderBreaksState.kind, "the first and last value of a part are not kept"
            )
        breaks = sum(part.breaks for part in filled)
        breaks += sum(
            self._is_wrong(one.ends[1], other.ends[0], one.value_kind) for one, other in pairwise(filled)
        )
        return OrderBreaksState(max(0, sum(part.n for part in filled) - 1), breaks)

    def _is_wrong(self, before: str, after: str, kind: str) -> bool:
        """Tell whether the step from the last value of a file to the first of the next goes the wrong way."""
        if kind == "float" and code_text(kind, math.nan) in (before, after):
            return True
        if before == after:
            return self.is_strict
        return (before < after) if self.is_decreasing else (before > after)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        slices = [slice_sql(schema.column(name)) for name in by]
        sliced = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        steps = exp.select(*sliced, exp.alias_(self.is_break(schema, by), "is_break")).from_(source)
        steps = steps.where(NotNull(self.columns).sql(schema))
        flag = exp.column("is_break")
        outer = [exp.column(f"s{i}") for i in range(len(by))]
        query = exp.select(*outer, exp.Count(this=flag), exp.CountIf(this=flag)).from_(steps.subquery("w"))
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def is_break(self, schema: Schema, by: tuple[str, ...]) -> exp.Expr:
        """Return the SQL flag of one row: null for the first, else whether the step to it is wrong.

        Raises
        ------
        ParameterError
            If rows are sliced and have no order but that of the file, which slicing does not keep.
        """
        if by and not self.order_by:
            raise ParameterError.of("monotone", "order_by", "set when rows are grouped", self.order_by)
        column = schema.column(self.column)
        if not column.has_order:
            raise DataError.wrong_type(schema.table, column.name, "of a type with an order", column.physical)
        value = column_sql(column)
        before = exp.Window(
            this=exp.Lag(this=value.copy()),
            partition_by=[slice_sql(schema.column(name)) for name in by],
            order=self._order(schema, value) if self.order_by else None,
        )
        kinds = {(False, False): exp.LT, (False, True): exp.LTE, (True, False): exp.GT, (True, True): exp.GTE}
        wrong: exp.Expr = kinds[self.is_decreasing, self.is_strict](this=value, expression=before)
        if not column.holds_nan:
            return wrong
        strange = exp.or_(exp.IsNan(this=value.copy()), exp.IsNan(this=before.copy()))
        is_first = exp.Is(this=before.copy(), expression=exp.Null())
        return exp.Case().when(is_first, exp.Null()).else_(exp.or_(wrong, strange))

    def _order(self, schema: Schema, value: exp.Expr) -> exp.Order:
        """Return the order of the rows; rows at one place stand in the order that breaks least."""
        place = exp.Ordered(this=column_sql(schema.column(self.order_by)))
        return exp.Order(expressions=[place, exp.Ordered(this=value.copy(), desc=self.is_decreasing)])

    def state(self, values: Sequence[object], schema: Schema) -> OrderBreaksState:  # noqa: ARG002 - counts only
        steps, breaks = (plain_count(value) for value in values)
        return OrderBreaksState(steps, breaks)
