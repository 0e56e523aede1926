"""How many keys point to nothing in another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlglot import exp

from lockgate.scan.aggregate import plain_count
from lockgate.scan.predicates import NotNull, column_sql, slice_sql, table_sql
from lockgate.scan.schema import Schema

__all__ = ["Orphans", "OrphansState"]


@dataclass(frozen=True, slots=True)
class OrphansState:
    """Rows whose key has no null, and those of them whose key the other table lacks."""

    kind: ClassVar[str] = "orphans"

    rows: int
    orphans: int

    def merge(self, other: OrphansState) -> OrphansState:
        return OrphansState(self.rows + other.rows, self.orphans + other.orphans)


@dataclass(frozen=True, slots=True)
class Orphans:
    """Ask how many rows have a key that `to_table` does not have; a key with a null in it points nowhere by right.

    Parameters
    ----------
    columns, to_columns : tuple of str
        The key here and there, in the same order.
    to_table : str
        The table that is pointed to.
    """

    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...]

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        slices = [slice_sql(schema.column(name)) for name in by]
        keys = [column_sql(schema.column(name)) for name in self.columns]
        named = [exp.alias_(key.copy(), f"k{i}") for i, key in enumerate(keys)]
        sliced = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        counted = exp.alias_(exp.Count(this=exp.Star()), "n")
        inner = exp.select(*sliced, *named, counted).from_(source).where(NotNull(self.columns).sql(schema))
        groups = inner.group_by(*slices, *keys).subquery("g")
        local = [exp.column(f"k{i}", table="g") for i in range(len(keys))]
        n = exp.column("n", table="g")
        total = exp.func("COALESCE", exp.Sum(this=n), exp.Literal.number(0))
        lost = exp.Case().when(self.is_orphan(local), n.copy()).else_(exp.Literal.number(0))
        outer = [exp.column(f"s{i}", table="g") for i in range(len(by))]
        query = exp.select(*outer, total, exp.func("COALESCE", exp.Sum(this=lost), exp.Literal.number(0)))
        query = query.from_(groups)
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def is_orphan(self, keys: Sequence[exp.Expr]) -> exp.Expr:
        """Return SQL that is true where the other table lacks the key."""
        there = [exp.column(name, table="t", quoted=True) for name in self.to_columns]
        pairs = zip(there, keys, strict=True)
        same = exp.and_(*(exp.EQ(this=left, expression=right.copy()) for left, right in pairs))
        other = exp.alias_(table_sql(self.to_table), "t", table=True)
        found = exp.select(exp.Literal.number(1)).from_(other).where(same)
        return exp.not_(exp.Exists(this=found))

    def state(self, values: Sequence[object], schema: Schema) -> OrphansState:  # noqa: ARG002 - counts only
        rows, orphans = (plain_count(value) for value in values)
        return OrphansState(rows, orphans)
