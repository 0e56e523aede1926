"""How often the keys of a table repeat: an exact grouping, in a pass of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.predicates import NotNull, column_sql, slice_sql
from lockgate.scan.schema import Column, Schema

__all__ = ["KeyCounts", "KeyCountsState", "Keys", "KeysState"]


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
    """Every key, as a 128-bit hash, with its rows: merges exactly, and grows with the number of keys.

    Parameters
    ----------
    hashes : bytes
        The distinct hashes, 16 bytes each, in ascending order.
    repeats : tuple of (int, int)
        Place among the hashes, and number of rows, of each key that more than one row has.
    """

    kind: ClassVar[str] = "keys"

    hashes: bytes = b""
    repeats: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, rows: Mapping[str, int]) -> KeysState:
        """Return the state of keys, by hexadecimal hash, and their rows."""
        from lockgate.scan.key_hashes import pack  # noqa: PLC0415 - brings numpy, which other checks need not

        packed = pack(rows)
        return cls(packed.hashes, packed.repeats)

    @property
    def summary(self) -> KeyCountsState:
        """Return what checks judge."""
        return self.summary_of([self])

    @staticmethod
    def summary_of(parts: Sequence[KeysState]) -> KeyCountsState:
        """Return what checks judge of all parts together; cheaper than the summary of their merge."""
        from lockgate.scan.key_hashes import Packed, tally  # noqa: PLC0415 - as above

        found = tally([Packed(part.hashes, part.repeats) for part in parts])
        return KeyCountsState(found.rows, found.distinct, found.repeated)

    def keyed(self, secret: bytes) -> KeysState:
        """Return the state with keyed hashes, from which nobody without the secret can guess the keys."""
        from lockgate.scan.key_hashes import Packed, keyed  # noqa: PLC0415 - as above

        packed = keyed(Packed(self.hashes, self.repeats), secret)
        return KeysState(packed.hashes, packed.repeats)

    def merge(self, other: KeysState) -> KeysState:
        from lockgate.scan.key_hashes import Packed, union  # noqa: PLC0415 - as above

        packed = union([Packed(part.hashes, part.repeats) for part in (self, other)])
        return KeysState(packed.hashes, packed.repeats)


@dataclass(frozen=True, slots=True)
class Keys:
    """Ask for every key, so that the states of parts can be merged exactly."""

    columns: tuple[str, ...]

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        groups = _grouped(self.columns, source, schema, by)
        columns = [schema.column(name) for name in self.columns]
        parts = [_text(exp.column(f"k{i}"), column) for i, column in enumerate(columns)]
        lengths = [exp.cast(exp.Length(this=part), "text") for part in parts]
        framed = [piece for pair in zip(lengths, parts, strict=True) for piece in pair]
        name = exp.func("MD5", exp.func("CONCAT_WS", exp.Literal.string(":"), *framed))
        pairs = exp.func("MAP", exp.func("LIST", name), exp.func("LIST", exp.column("n")))
        return _outer(groups, by, (pairs,))

    def state(self, values: Sequence[object], schema: Schema) -> KeysState:  # noqa: ARG002 - hashes only
        found = cast("Mapping[str, int]", values[0] or {})
        return KeysState.of({key: int(n) for key, n in found.items()})


def _text(key: exp.Expr, column: Column) -> exp.Expr:
    """Return a key as text, equal for keys that are equal: a zero with a sign loses it."""
    value = exp.Add(this=key, expression=exp.Literal.number("0.0")) if column.holds_nan else key
    return exp.cast(value, "text")


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
