"""How many rows there are, or satisfy a predicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlglot import exp

from lockgate.scan.aggregate import plain_count
from lockgate.scan.predicates import IsNull, NotNull, Predicate, column_sql
from lockgate.scan.schema import Schema

__all__ = ["Count", "CountIf", "RowCount"]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows."""

    kind: ClassVar[str] = "count"

    n: int

    def merge(self, other: Count) -> Count:
        return Count(self.n + other.n)


@dataclass(frozen=True, slots=True)
class RowCount:
    """Ask how many rows there are."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:  # noqa: ARG002 - needs no column
        return (exp.Count(this=exp.Star()),)

    def state(self, values: Sequence[object], schema: Schema) -> Count:  # noqa: ARG002 - needs no column
        return Count(plain_count(values[0]))


@dataclass(frozen=True, slots=True)
class CountIf:
    """Ask for how many rows a predicate is true."""

    predicate: Predicate

    @property
    def columns(self) -> tuple[str, ...]:
        return self.predicate.columns

    def expressions(self, schema: Schema) -> tuple[exp.Expr, ...]:
        predicate = self.predicate
        if isinstance(predicate, NotNull) and len(predicate.columns) == 1:
            return (exp.Count(this=column_sql(schema.column(predicate.columns[0]))),)
        if isinstance(predicate, IsNull):
            filled = exp.Count(this=column_sql(schema.column(predicate.column)))
            return (exp.Sub(this=exp.Count(this=exp.Star()), expression=filled),)
        return (exp.CountIf(this=predicate.sql(schema)),)

    def state(self, values: Sequence[object], schema: Schema) -> Count:  # noqa: ARG002 - needs no column
        return Count(plain_count(values[0]))
