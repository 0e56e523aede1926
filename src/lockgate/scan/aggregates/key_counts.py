"""How often the keys of a table repeat: an exact grouping, in a pass of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.grouping import columns_named, hash_sql, named, per_slice, slices_of_rows
from lockgate.scan.predicates import IsNull, NotNull, column_sql
from lockgate.scan.schema import Schema

__all__ = ["KeyCounts", "KeyCountsState", "Keys", "KeysState", "Skipped"]

Skipped = Literal["any", "all", "never"]
"""Rows that are passed over: with a null in any column of the key, in all of them, or none."""


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

    @property
    def kept(self) -> Keys:
        return Keys(self.columns)

    def summary_of(self, parts: Sequence[State]) -> KeyCountsState:
        return KeysState.summary_of(cast("Sequence[KeysState]", parts))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        groups = _grouped(self.columns, NotNull(self.columns).sql(schema), source, schema, by)
        n = exp.column("n")
        values = (
            exp.func("COALESCE", exp.Sum(this=n), exp.Literal.number(0)),
            exp.Count(this=exp.Star()),
            exp.CountIf(this=exp.GT(this=n, expression=exp.Literal.number(1))),
        )
        return per_slice(groups, by, values)

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
        """Return how many keys there are."""
        return self.summary_of([self])

    @staticmethod
    def summary_of(parts: Sequence[KeysState]) -> KeyCountsState:
        """Return how many keys all parts have together; cheaper than the summary of their merge."""
        from lockgate.scan.key_hashes import Packed, tally  # noqa: PLC0415 - as above

        found = tally([Packed(part.hashes, part.repeats) for part in parts])
        return KeyCountsState(found.rows, found.distinct, found.repeated)

    @staticmethod
    def rows_of(parts: Sequence[KeysState]) -> list[int]:
        """Return how many rows each key has in all parts together, in no order that matters."""
        from lockgate.scan.key_hashes import Packed, rows_of_keys  # noqa: PLC0415 - as above

        found: list[int] = rows_of_keys([Packed(part.hashes, part.repeats) for part in parts]).tolist()
        return found

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
    """Ask for every key, so that the states of parts can be merged exactly.

    Parameters
    ----------
    columns : tuple of str
        Columns that together are the key; empty for all columns of the table.
    skip_nulls : str, default="any"
        Rows that are passed over: with a null in ``any`` or ``all`` of the columns, or ``never``. Where rows with a
        null stay, null equals null.
    """

    columns: tuple[str, ...]
    skip_nulls: Skipped = "any"

    @property
    def is_table_wide(self) -> bool:
        """Tell whether all columns of the table are meant."""
        return not self.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        names = self.columns or schema.names
        groups = _grouped(names, self._judged(names, schema), source, schema, by)
        columns = [schema.column(name) for name in names]
        name = hash_sql(columns, columns_named("k", len(names)), holds_nulls=self.skip_nulls != "any")
        pairs = exp.func("MAP", exp.func("LIST", name), exp.func("LIST", exp.column("n")))
        return per_slice(groups, by, (pairs,))

    def _judged(self, names: Sequence[str], schema: Schema) -> exp.Expr | None:
        """Return which rows are judged; None for all."""
        if self.skip_nulls == "any":
            return NotNull(tuple(names)).sql(schema)
        return (
            exp.or_(*(exp.not_(IsNull(name).sql(schema)) for name in names))
            if self.skip_nulls == "all"
            else None
        )

    def state(self, values: Sequence[object], schema: Schema) -> KeysState:  # noqa: ARG002 - hashes only
        found = cast("Mapping[str, int]", values[0] or {})
        return KeysState.of({key: int(n) for key, n in found.items()})


def _grouped(
    columns: Sequence[str], judged: exp.Expr | None, source: exp.Expr, schema: Schema, by: tuple[str, ...]
) -> exp.Select:
    keys, slices = [column_sql(schema.column(name)) for name in columns], slices_of_rows(schema, by)
    counted = exp.alias_(exp.Count(this=exp.Star()), "n")
    inner = exp.select(*named(slices, "s"), *named(keys, "k"), counted).from_(source)
    inner = inner if judged is None else inner.where(judged)
    return inner.group_by(*slices, *keys)
