"""How full each column of a table is, and whether it ever changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.column_values import ColumnValues, ColumnValuesState, ends_of
from lockgate.scan.grouping import count_rows
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["ColumnFill", "ColumnFillState", "Fill"]


@dataclass(frozen=True, slots=True)
class Fill:
    """A column, its rows that are not null, and whether all of these have one value."""

    column: str
    filled: int
    is_constant: bool


@dataclass(frozen=True, slots=True)
class ColumnFillState:
    """Rows, and the fill of each column in the order of the table; no value is kept."""

    kind: ClassVar[str] = "column_fill"

    rows: int
    fills: tuple[Fill, ...]

    def merge(self, other: ColumnFillState) -> ColumnFillState:
        if [fill.column for fill in self.fills] != [fill.column for fill in other.fills]:
            raise StateError.unmergeable(self.kind, "the columns differ")
        pairs = zip(self.fills, other.fills, strict=True)
        return ColumnFillState(self.rows + other.rows, tuple(self._merged(*pair) for pair in pairs))

    def _merged(self, left: Fill, right: Fill) -> Fill:
        if not left.filled or not right.filled:
            return left if left.filled else right
        if left.is_constant and right.is_constant:
            why = f"`{left.column}` has one value in each part, and whether it is the same is not kept"
            raise StateError.unmergeable(self.kind, why)
        return Fill(left.column, left.filled + right.filled, is_constant=False)


@dataclass(frozen=True, slots=True)
class ColumnFill:
    """Ask how full columns are and whether they ever change.

    Parameters
    ----------
    columns : tuple of str
        The columns; empty for all columns of the table.
    """

    columns: tuple[str, ...] = ()

    @property
    def is_table_wide(self) -> bool:
        """Tell whether all columns of the table are meant."""
        return not self.columns

    @property
    def kept(self) -> ColumnValues:
        return ColumnValues(self.columns)

    def summary_of(self, parts: Sequence[State]) -> ColumnFillState:
        first, *others = cast("Sequence[ColumnValuesState]", parts)
        whole = reduce(ColumnValuesState.merge, others, first)
        fills = (Fill(one.column, one.filled, is_constant=bool(one.value)) for one in whole.values)
        return ColumnFillState(whole.rows, tuple(fills))

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        found = schema.chosen(self.columns)
        return (count_rows(), *(value for column in found for value in _fill(column)))

    def state(self, values: Sequence[object], schema: Schema) -> ColumnFillState:
        names = [column.name for column in schema.chosen(self.columns)]
        pairs = zip(names, values[1::2], values[2::2], strict=True)
        fills = (Fill(name, plain_count(filled), is_constant is True) for name, filled, is_constant in pairs)
        return ColumnFillState(plain_count(values[0]), tuple(fills))


def _fill(column: Column) -> tuple[exp.Expr, exp.Expr]:
    least, most = ends_of(column)
    return exp.Count(this=column_sql(column)), exp.EQ(this=least, expression=most)
