"""How full each column of a table is, and its one value where it has no other: what merges exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import ClassVar

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.grouping import count_rows, hash_sql
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["ColumnValue", "ColumnValues", "ColumnValuesState", "ends_of"]


@dataclass(frozen=True, slots=True)
class ColumnValue:
    """A column, its rows that are not null, and the hash of their value; empty where they have several or none."""

    column: str
    filled: int
    value: str = ""

    def merge(self, other: ColumnValue) -> ColumnValue:
        """Return the column over the rows of both."""
        if not self.filled or not other.filled:
            return self if self.filled else other
        value = self.value if self.value == other.value else ""
        return ColumnValue(self.column, self.filled + other.filled, value)


@dataclass(frozen=True, slots=True)
class ColumnValuesState:
    """Rows, and each column in the order of the table."""

    kind: ClassVar[str] = "column_values"

    rows: int
    values: tuple[ColumnValue, ...]

    def keyed(self, secret: bytes) -> ColumnValuesState:
        """Return the state with keyed hashes, from which nobody without the secret can guess a value."""
        hidden = (
            replace(
                one,
                value=blake2b(one.value.encode(), digest_size=16, key=secret).hexdigest() if one.value else "",
            )
            for one in self.values
        )
        return ColumnValuesState(self.rows, tuple(hidden))

    def merge(self, other: ColumnValuesState) -> ColumnValuesState:
        if [one.column for one in self.values] != [one.column for one in other.values]:
            raise StateError.unmergeable(self.kind, "the columns differ")
        pairs = zip(self.values, other.values, strict=True)
        return ColumnValuesState(self.rows + other.rows, tuple(left.merge(right) for left, right in pairs))


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """Ask how full columns are, and for the value of those that have one only.

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

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        found = schema.chosen(self.columns)
        return (count_rows(), *(value for column in found for value in _of(column)))

    def state(self, values: Sequence[object], schema: Schema) -> ColumnValuesState:
        names = [column.name for column in schema.chosen(self.columns)]
        triples = zip(names, values[1::2], values[2::2], strict=True)
        found = (ColumnValue(name, plain_count(filled), str(value or "")) for name, filled, value in triples)
        return ColumnValuesState(plain_count(values[0]), tuple(found))


_COMPARED_AS_TEXT = (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER)


def ends_of(column: Column) -> tuple[exp.Expr, exp.Expr]:
    """Return the smallest and the largest value of a column, as text where the type has no order."""
    value: exp.Expr = column_sql(column)
    ends = exp.cast(value, "text") if column.logical in _COMPARED_AS_TEXT else value
    return exp.Min(this=ends.copy()), exp.Max(this=ends.copy())


def _of(column: Column) -> tuple[exp.Expr, exp.Expr]:
    least, most = ends_of(column)
    only = exp.Case().when(exp.EQ(this=least, expression=most), hash_sql([column], [least]))
    return exp.Count(this=column_sql(column)), only
