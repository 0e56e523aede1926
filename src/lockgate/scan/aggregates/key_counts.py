"""How often the keys of a table repeat: an exact grouping, in a pass of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.predicates import NotNull, column_sql, slice_sql
from lockgate.scan.schema import Schema

__all__ = ["KeyCounts", "KeyCountsState", "KeysState"]


@dataclass(frozen=True, slots=True)
class KeyCountsState:
    """Summary of an exact grouping of the rows whose key has no null.

    Parameters
    ----------
    rows : int
        Rows whose key has no null.
    distinct : int
        Distinct keys.
    repeated : int
        Keys that occur more than once.
    surplus : int
        Rows beyond the first of each key: ``rows - distinct``.
    """

    kind: ClassVar[str] = "key_counts"

    rows: int
    distinct: int
    repeated: int

    @property
    def surplus(self) -> int:
        """Return the rows beyond the first of each key."""
        return self.rows - self.distinct

    def merge(self, other: KeyCountsState) -> KeyCountsState:
        if not self.rows or not other.rows:
            return self if self.rows else other
        raise StateError.unmergeable(self.kind, "a summary of keys cannot tell which keys the parts share")


@dataclass(frozen=True, slots=True)
class KeyCounts:
    """Ask how many keys there are and how many repeat; a key with a null in it is not counted."""

    columns: tuple[str, ...]

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        groups = _grouped(self.columns, source, schema, by)
        n = exp.column("n")
        values = (
            exp.func("COALESCE", exp.Sum(this=n), exp.Literal.number(0)),
            exp.Count(this=exp.Star()),
            exp.CountIf(this=exp.GT(this=n, expression=exp.Literal.number(1))),
        )
        return _outer(groups, by, values)

    def state(self, values: Sequence[object], schema: Schema) -> KeyCountsState:  # noqa: ARG002 - counts only
        rows, distinct, repeated = (plain_count(value) for value in values)
        return KeyCountsState(rows, distinct, repeated)


@dataclass(frozen=True, slots=True)
class KeysState:
    """Every key, as a 128-bit hash, with its rows: merges exactly, and grows with the number of keys."""

    kind: ClassVar[str] = "keys"

    keys: tuple[tuple[str, int], ...]

    @property
    def summary(self) -> KeyCountsState:
        """Return what checks judge."""
        rows = sum(n for _, n in self.keys)
        return KeyCountsState(rows, len(self.keys), sum(1 for _, n in self.keys if n > 1))

    def merge(self, other: KeysState) -> KeysState:
        both = Counter(dict(self.keys)) + Counter(dict(other.keys))
        return KeysState(tuple(sorted(both.items())))


@dataclass(frozen=True, slots=True)
class Keys:
    """Ask for every key, so that the states of parts can be merged exactly."""

    columns: tuple[str, ...]

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        groups = _grouped(self.columns, source, schema, by)
        parts = [exp.cast(exp.column(f"k{i}"), "text") for i in range(len(self.columns))]
        lengths = [exp.cast(exp.Length(this=part), "text") for part in parts]
        framed = [piece for pair in zip(lengths, parts, strict=True) for piece in pair]
        name = exp.func("MD5", exp.func("CONCAT_WS", exp.Literal.string(":"), *framed))
        pairs = exp.func("MAP", exp.func("LIST", name), exp.func("LIST", exp.column("n")))
        return _outer(groups, by, (pairs,))

    def state(self, values: Sequence[object], schema: Schema) -> KeysState:  # noqa: ARG002 - hashes only
        found = cast("Mapping[str, int]", values[0] or {})
        return KeysState(tuple(sorted((key, int(n)) for key, n in found.items())))


def _grouped(columns: tuple[str, ...], source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Subquery:
    keys = [column_sql(schema.column(name)) for name in columns]
    slices = [slice_sql(schema.column(name)) for name in by]
    named = [exp.alias_(key.copy(), f"k{i}") for i, key in enumerate(keys)]
    sliced = [exp.alias_(key.copy(), f"s{i}") for i, key in enumerate(slices)]
    counted = exp.alias_(exp.Count(this=exp.Star()), "n")
    inner = exp.select(*sliced, *named, counted).from_(source).where(NotNull(columns).sql(schema))
    return inner.group_by(*slices, *keys).subquery("g")


def _outer(groups: exp.Subquery, by: tuple[str, ...], values: Sequence[exp.Expr]) -> exp.Select:
    slices = [exp.column(f"s{i}") for i in range(len(by))]
    query = exp.select(*slices, *values).from_(groups)
    return query.group_by(*(item.copy() for item in slices)) if slices else query
