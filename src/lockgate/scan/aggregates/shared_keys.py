"""How many rows share their key with another row, where a null is a value of the key: a pass of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.key_counts import Keys, KeysState, Skipped
from lockgate.scan.predicates import IsNull, column_sql, slice_sql
from lockgate.scan.schema import Schema

__all__ = ["SharedKeys", "SharedKeysState"]


@dataclass(frozen=True, slots=True)
class SharedKeysState:
    """Rows that are judged, their distinct keys, and keys that occur more than once."""

    kind: ClassVar[str] = "shared_keys"

    rows: int
    distinct: int
    repeated: int

    @property
    def surplus(self) -> int:
        """Return the rows beyond the first of each key."""
        return self.rows - self.distinct

    def merge(self, other: SharedKeysState) -> SharedKeysState:
        if not self.rows or not other.rows:
            return self if self.rows else other
        raise StateError.unmergeable(self.kind, "a summary of keys cannot tell which keys the parts share")


@dataclass(frozen=True, slots=True)
class SharedKeys:
    """Ask how many keys there are and how many repeat; a null in a key equals another null.

    Parameters
    ----------
    columns : tuple of str
        Columns that together are the key.
    skip_nulls : str
        Rows that are passed over: with a null in ``all`` of the columns, or ``never``.
    """

    columns: tuple[str, ...]
    skip_nulls: Skipped = "all"

    @property
    def kept(self) -> Keys:
        return Keys(self.columns, self.skip_nulls)

    def summary_of(self, parts: Sequence[State]) -> SharedKeysState:
        found = KeysState.summary_of(cast("Sequence[KeysState]", parts))
        return SharedKeysState(found.rows, found.distinct, found.repeated)

    def judged(self, schema: Schema) -> exp.Expr:
        """Return which rows are judged."""
        if self.skip_nulls == "never":
            return exp.true()
        return exp.or_(*(exp.not_(IsNull(name).sql(schema)) for name in self.columns))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        keys = [column_sql(schema.column(name)) for name in self.columns]
        slices = [slice_sql(schema.column(name)) for name in by]
        sliced = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        counted = exp.alias_(exp.Count(this=exp.Star()), "n")
        groups = exp.select(*sliced, counted).from_(source).where(self.judged(schema))
        groups = groups.group_by(*slices, *keys)
        n = exp.column("n")
        outer = [exp.column(f"s{i}") for i in range(len(by))]
        query = exp.select(
            *outer,
            exp.func("COALESCE", exp.Sum(this=n), exp.Literal.number(0)),
            exp.Count(this=exp.Star()),
            exp.CountIf(this=exp.GT(this=n.copy(), expression=exp.Literal.number(1))),
        ).from_(groups.subquery("g"))
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def state(self, values: Sequence[object], schema: Schema) -> SharedKeysState:  # noqa: ARG002 - counts only
        return SharedKeysState(*(plain_count(value) for value in values))
