"""Which values a column has where another table has other ones for the same key: in a pass of its own."""

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

MOST_CHANGES = 5
"""Changes that are kept, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value here, the value there (None for null), and how many pairs of rows have them."""

    here: str | None
    there: str | None
    n: int


@dataclass(frozen=True, slots=True)
class ChangesState:
    """The most frequent changes of a column, most frequent first; none where they are withheld."""

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
    """Ask for the most frequent differences of the one column that `pairing` compares."""

    pairing: Pairing

    @property
    def columns(self) -> tuple[str, ...]:
        return self.pairing.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        (differs,) = self.pairing.differing(schema)
        one = exp.Literal.number(1)
        is_pair = [exp.EQ(this=exp.column(name), expression=one.copy()) for name in ("h", "t")]
        s, changed = columns_named("s", len(by)), [_framed(exp.column(name)) for name in ("a0", "b0")]
        pairs = exp.select(
            *s, exp.alias_(changed[0], "a"), exp.alias_(changed[1], "b"), exp.alias_(count_rows(), "n")
        ).from_(self.pairing.groups(source, schema, by).subquery("j"))
        pairs = pairs.where(*is_pair, differs).group_by(*(item.copy() for item in (*s, *changed)))
        order = [exp.Ordered(this=exp.column("n"), desc=True), *(exp.Ordered(this=exp.column(n)) for n in "ab")]
        place = over(exp.RowNumber(), s)
        place.set("order", exp.Order(expressions=order))
        ranked = exp.select(*s, *(exp.column(name) for name in "abn"), exp.alias_(place, "place"))
        first = exp.LTE(this=exp.column("place"), expression=exp.Literal.number(MOST_CHANGES))
        kept = exp.select("*").from_(ranked.from_(pairs.subquery("c")).subquery("d")).where(first)
        return per_slice(kept, by, tuple(exp.ArrayAgg(this=exp.column(name)) for name in "abn"))

    def state(self, values: Sequence[object], schema: Schema) -> ChangesState:  # noqa: ARG002 - texts and counts
        here, there, counts = (cast("Sequence[object]", value or ()) for value in values)
        found = [
            Change(_unframed(a), _unframed(b), plain_count(n))
            for a, b, n in zip(here, there, counts, strict=True)
        ]
        return ChangesState(tuple(sorted(found, key=lambda c: (-c.n, str(c.here), str(c.there)))))


def _framed(value: exp.Expr) -> exp.Expr:
    """Return a text that tells null (empty) from every value (after an equals sign): lists may drop nulls."""
    text = exp.DPipe(this=exp.Literal.string("="), expression=exp.cast(value, "text"))
    return exp.func("COALESCE", text, exp.Literal.string(""))


def _unframed(text: object) -> str | None:
    return str(text)[1:] if text else None
