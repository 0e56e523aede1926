"""Which values columns have where another table has other ones for the same key: in a pass of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.grouping import columns_named, count_rows, over, per_slice
from lockgate.scan.pairing import Pairing
from lockgate.scan.schema import Schema

__all__ = ["Change", "Changes", "ChangesState"]

MOST_CHANGES = 3
"""Changes of each column that are kept, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """A column's value here, the value there (None for null), and how many pairs of rows have them."""

    column: str
    here: str | None
    there: str | None
    n: int


@dataclass(frozen=True, slots=True)
class ChangesState:
    """The most frequent changes of each column, most frequent first; none where they are withheld."""

    kind: ClassVar[str] = "changes"

    changes: tuple[Change, ...]
    is_withheld: bool = False

    def without_values(self) -> ChangesState:
        """Return the state as it may travel."""
        return replace(self, changes=(), is_withheld=True)

    def merge(self, other: ChangesState) -> ChangesState:
        if not self.changes or not other.changes:
            return self if self.changes else other
        raise StateError.unmergeable(self.kind, "only the most frequent changes of each part are kept")


@dataclass(frozen=True, slots=True)
class Changes:
    """Ask for the most frequent differences of each column that `pairing` compares, one or more."""

    pairing: Pairing

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pairing.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        s, parts = columns_named("s", len(by)), ("i", "a", "b")
        keys = [*s, *(exp.column(name) for name in parts)]
        counted = exp.select(*keys, exp.alias_(count_rows(), "n")).from_(self._spread(source, schema, by))
        counted = counted.group_by(*(key.copy() for key in keys))
        order = [exp.Ordered(this=exp.column("n"), desc=True), *(exp.Ordered(this=exp.column(n)) for n in "ab")]
        place = over(exp.RowNumber(), [*s, exp.column("i")])
        place.set("order", exp.Order(expressions=order))
        ranked = exp.select("*", exp.alias_(place, "place")).from_(counted.subquery("c"))
        first = exp.LTE(this=exp.column("place"), expression=exp.Literal.number(MOST_CHANGES))
        kept = exp.select("*").from_(ranked.subquery("d")).where(first)
        return per_slice(kept, by, tuple(exp.ArrayAgg(this=exp.column(name)) for name in (*parts, "n")))

    def _spread(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Subquery:
        """Return a row for each pair of rows and column that differs: number of the column, both values as text.

        With slices, pairs that do not differ stay as the column -1, so that a slice without changes is known.
        """
        differing, one = self.pairing.differing(schema), exp.Literal.number(1)
        n, differs = len(differing), _pick(differing)
        is_pair = [exp.EQ(this=exp.column(name), expression=one.copy()) for name in ("h", "t")]
        pairs = exp.select("*").from_(self.pairing.groups(source, schema, by).subquery("j")).where(*is_pair)
        chosen: dict[str, exp.Expr] = {"i": exp.column("i", table="x")}
        chosen |= {side: _pick([_framed(value) for value in columns_named(side, n)]) for side in "ab"}
        if by:
            others: dict[str, exp.Expr] = {
                "i": exp.Literal.number(-1),
                "a": exp.Literal.string(""),
                "b": exp.Literal.string(""),
            }
            chosen = {
                name: exp.Case().when(differs.copy(), value).else_(others[name])
                for name, value in chosen.items()
            }
        numbers = exp.values([(i,) for i in range(n)], alias="x", columns=["i"])
        named = (exp.alias_(value, name) for name, value in chosen.items())
        wide = exp.select(*columns_named("s", len(by)), *named).from_(pairs.subquery("m"))
        wide = wide.join(numbers, join_type="cross")
        return (wide if by else wide.where(differs)).subquery("v")

    def state(self, values: Sequence[object], schema: Schema) -> ChangesState:
        places, here, there, counts = (cast("Sequence[object]", value or ()) for value in values)
        names = [schema.column(name).name for name in self.pairing.values]
        rows = zip(map(plain_count, places), here, there, map(plain_count, counts), strict=True)
        ordered = sorted(rows, key=lambda row: (row[0], -row[3], str(row[1]), str(row[2])))
        changed = (row for row in ordered if row[0] >= 0)
        return ChangesState(tuple(Change(names[i], _unframed(a), _unframed(b), n) for i, a, b, n in changed))


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
