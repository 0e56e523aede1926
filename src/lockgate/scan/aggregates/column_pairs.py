"""How many rows tell two columns apart, for each pair of columns that could be equal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from sqlglot import exp

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.grouping import count_rows
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["ColumnPair", "ColumnPairs", "ColumnPairsState"]

MOST_PAIRS = 5_000
"""Pairs that are compared at once, about a hundred columns of one type."""


@dataclass(frozen=True, slots=True)
class ColumnPair:
    """Two columns and the rows in which they differ; null equals null, and NaN equals NaN."""

    left: str
    right: str
    differing: int


@dataclass(frozen=True, slots=True)
class ColumnPairsState:
    """Rows, and each pair of columns in the order of the table."""

    kind: ClassVar[str] = "column_pairs"

    rows: int
    pairs: tuple[ColumnPair, ...]

    def merge(self, other: ColumnPairsState) -> ColumnPairsState:
        if [(p.left, p.right) for p in self.pairs] != [(p.left, p.right) for p in other.pairs]:
            raise StateError.unmergeable(self.kind, "the columns differ")
        merged = (
            ColumnPair(left.left, left.right, left.differing + right.differing)
            for left, right in zip(self.pairs, other.pairs, strict=True)
        )
        return ColumnPairsState(self.rows + other.rows, tuple(merged))


@dataclass(frozen=True, slots=True)
class ColumnPairs:
    """Ask how many rows tell columns of one kind apart: numbers from numbers, other types from the same type.

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

    def pairs(self, schema: Schema) -> list[tuple[Column, Column]]:
        """Return the pairs that are compared.

        Raises
        ------
        ParameterError
            If there are more than `MOST_PAIRS`.
        """
        found = schema.chosen(self.columns)
        pairs = [pair for pair in combinations(found, 2) if _kind(pair[0]) == _kind(pair[1])]
        if len(pairs) > MOST_PAIRS:
            must = f"columns that make at most {MOST_PAIRS:,} pairs"
            raise ParameterError.of("ColumnPairs", "columns", must, f"{len(pairs):,} pairs")
        return pairs

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        counts = (
            exp.CountIf(this=exp.NullSafeNEQ(this=column_sql(left), expression=column_sql(right)))
            for left, right in self.pairs(schema)
        )
        return (count_rows(), *counts)

    def state(self, values: Sequence[object], schema: Schema) -> ColumnPairsState:
        counts = zip(self.pairs(schema), values[1:], strict=True)
        pairs = (ColumnPair(left.name, right.name, plain_count(n)) for (left, right), n in counts)
        return ColumnPairsState(plain_count(values[0]), tuple(pairs))


def _kind(column: Column) -> str:
    return "number" if column.is_numeric else column.physical
