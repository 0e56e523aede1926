"""Which values columns have where another table has other ones for the same key: in a pass of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.cell_parts import COUNT, HASH, NOTHING, TEXT
from lockgate.scan.grouping import columns_named, count_rows, hash_sql, over, per_slice
from lockgate.scan.pairing import Pairing
from lockgate.scan.schema import Schema

__all__ = ["AllChanges", "Change", "Changes", "ChangesState"]

MOST_CHANGES = 3
"""Changes of each column that are kept, the most frequent ones."""

_KINDS = (HASH, COUNT, TEXT, TEXT)


@dataclass(frozen=True, slots=True)
class Change:
    """A column's value here, the value there (None for null), and how many pairs of rows have them."""

    column: str
    here: str | None
    there: str | None
    n: int


@dataclass(frozen=True, slots=True)
class ChangesState:
    """The most frequent changes of each column, most frequent first; none where they are withheld, or too many."""

    kind: ClassVar[str] = "changes"

    changes: tuple[Change, ...]
    is_withheld: bool = False

    def without_values(self) -> ChangesState:
        """Return the state as it may travel."""
        return replace(self, changes=(), is_withheld=True)

    def merge(self, other: ChangesState) -> ChangesState:
        if not self.changes or not other.changes:
            return self if self.changes else other
        raise StateError.unmergeable(self.kind, "only the most frequent changes of each part are known")


@dataclass(frozen=True, slots=True)
class Changes:
    """Ask for the most frequent differences of each column that `pairing` compares, one or more."""

    pairing: Pairing

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pairing.columns

    @property
    def kept(self) -> AllChanges:
        return AllChanges(self.pairing)

    def summary_of(self, parts: Sequence[State]) -> ChangesState:
        from lockgate.scan.cell_summaries import changes  # noqa: PLC0415 - brings numpy, which others need not

        try:
            table, texts = CellsState.with_texts(parts)
        except StateError:  # too many, or masked: nothing is decided from them, they are only shown
            return ChangesState((), is_withheld=True)
        shown: dict[int, str | None] = {place: text.decode() for place, text in enumerate(texts)} | {
            NOTHING: None
        }
        found: dict[int, list[Change]] = {}
        for place, here, there, n in changes(table, len(self.pairing.values)):
            change = Change(self.pairing.values[place], shown[here], shown[there], n)
            found.setdefault(place, []).append(change)
        first = (sorted(found[place], key=_rank)[:MOST_CHANGES] for place in sorted(found))
        return ChangesState(tuple(change for some in first for change in some))

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        s, parts = columns_named("s", len(by)), ("i", "a", "b")
        keys = [*s, *(exp.column(name) for name in parts)]
        counted = exp.select(*keys, exp.alias_(count_rows(), "n")).from_(
            _spread(self.pairing, source, schema, by)
        )
        counted = counted.group_by(*(key.copy() for key in keys))
        order = [exp.Ordered(this=exp.column("n"), desc=True), *(exp.Ordered(this=exp.column(n)) for n in "ab")]
        place = over(exp.RowNumber(), [*s, exp.column("i")])
        place.set("order", exp.Order(expressions=order))
        ranked = exp.select("*", exp.alias_(place, "place")).from_(counted.subquery("c"))
        first = exp.LTE(this=exp.column("place"), expression=exp.Literal.number(MOST_CHANGES))
        kept = exp.select("*").from_(ranked.subquery("d")).where(first)
        return per_slice(kept, by, tuple(exp.ArrayAgg(this=exp.column(name)) for name in (*parts, "n")))

    def state(self, values: Sequence[object], schema: Schema) -> ChangesState:  # noqa: ARG002 - places and texts
        places, here, there, counts = (cast("Sequence[object]", value or ()) for value in values)
        names = self.pairing.values
        rows = [
            (place, Change(names[place], _unframed(one), _unframed(other), plain_count(n)))
            for place, one, other, n in zip(map(plain_count, places), here, there, counts, strict=True)
            if place >= 0
        ]
        return ChangesState(
            tuple(change for _, change in sorted(rows, key=lambda row: (row[0], _rank(row[1]))))
        )


@dataclass(frozen=True, slots=True)
class AllChanges:
    """Ask for each key that has one row in the other table: its rows here, and where that is one, what differs.

    The combinations are the hash of the key, the number of a column, and both values as text; the number after the last
    column stands for the key itself. So a key that is in several parts is known, for its rows are no pairs.

    Parameters
    ----------
    pairing : Pairing
        Which rows belong together, and what is compared.
    """

    pairing: Pairing
    only_shows: ClassVar[bool] = True  # no verdict rests on the values, so that they may be withheld

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pairing.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        differing, h, place = self.pairing.differing(schema), exp.column("h"), exp.column("i", table="x")
        n = len(differing)
        keys = [schema.column(name) for name in self.pairing.key_names(schema)]
        key = hash_sql(keys, columns_named("k", len(keys)), holds_nulls=self.pairing.pairs_nulls)
        groups = self.pairing.groups(source, schema, by, shows_keys=True).subquery("j")
        is_kept: exp.Expr = exp.GT(this=h.copy(), expression=exp.Literal.number(0))
        if not schema.is_sliced(by):  # of a slice every key is kept, so that one without a pair is known
            is_kept = exp.and_(is_kept, exp.EQ(this=exp.column("t"), expression=exp.Literal.number(1)))
        numbers = exp.values([(i,) for i in range(n + 1)], alias="x", columns=["i"])
        is_key = exp.EQ(this=place, expression=exp.Literal.number(n))
        differs = exp.and_(_is_pair(), _pick(differing))
        texts = [_pick([*map(_framed, columns_named(side, n)), exp.Literal.string("")]) for side in "ab"]
        named = {"k": key, "i": place.copy(), "a": texts[0], "b": texts[1], "n": h}
        chosen = [exp.alias_(value, name) for name, value in named.items()]
        wide = exp.select(*columns_named("s", len(by)), *chosen).from_(
            exp.select("*").from_(groups).where(is_kept).subquery("m")
        )
        wide = wide.join(numbers, join_type="cross").where(exp.or_(is_key, exp.paren(differs)))
        return per_slice(wide, by, [exp.ArrayAgg(this=exp.column(name)) for name in named])

    def state(self, values: Sequence[object], schema: Schema) -> CellsState:  # noqa: ARG002 - hashes and texts
        keys, places, here, there, counts = (cast("Sequence[object]", value or ()) for value in values)
        texts = ([_unframed(text) for text in side] for side in (here, there))
        columns = (keys, [plain_count(place) for place in places], *texts)
        return CellsState.of(_KINDS, columns, map(plain_count, counts))


def _rank(change: Change) -> tuple[object, ...]:
    """Return what changes of a column are sorted by: the most frequent first, nulls before texts."""
    here, there = ((value is not None, value or "") for value in (change.here, change.there))
    return (-change.n, here, there)


def _spread(pairing: Pairing, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Subquery:
    """Return a row for each pair of rows and column that differs: number of the column, both values as text.

    With slices, what does not differ or is no pair stays as the column -1, so that a slice without changes is known.
    """
    differing = pairing.differing(schema)
    n, differs = len(differing), exp.and_(_is_pair(), _pick(differing))
    keys = pairing.groups(source, schema, by).subquery("m")
    chosen: dict[str, exp.Expr] = {"i": exp.column("i", table="x")}
    chosen |= {side: _pick([_framed(value) for value in columns_named(side, n)]) for side in "ab"}
    if by:
        others: dict[str, exp.Expr] = {
            "i": exp.Literal.number(-1),
            "a": exp.Literal.string(""),
            "b": exp.Literal.string(""),
        }
        chosen = {
            name: exp.Case().when(differs.copy(), value).else_(others[name]) for name, value in chosen.items()
        }
    numbers = exp.values([(i,) for i in range(n)], alias="x", columns=["i"])
    named = (exp.alias_(value, name) for name, value in chosen.items())
    wide = exp.select(*columns_named("s", len(by)), *named).from_(keys)
    wide = wide.join(numbers, join_type="cross")
    return (wide if by else wide.where(differs)).subquery("v")


def _is_pair() -> exp.Expr:
    """Return SQL over the rows of keys that is true where one row here and one there belong together."""
    one = exp.Literal.number(1)
    return exp.and_(*(exp.EQ(this=exp.column(side), expression=one.copy()) for side in "ht"))


def _pick(choices: Sequence[exp.Expr]) -> exp.Expr:
    """Return the choice whose number is in the column ``x.i``."""
    case = exp.Case()
    for i, choice in enumerate(choices):
        case = case.when(
            exp.EQ(this=exp.column("i", table="x"), expression=exp.Literal.number(i)), choice.copy()
        )
    return case


def _framed(value: exp.Expr) -> exp.Expr:
    """Return a text that tells null (empty) from every value (after an equals sign): lists may drop nulls."""
    text = exp.DPipe(this=exp.Literal.string("="), expression=exp.cast(value, "text"))
    return exp.func("COALESCE", text, exp.Literal.string(""))


def _unframed(text: object) -> str | None:
    return str(text)[1:] if text else None
