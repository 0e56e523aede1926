"""How many rows spell a value in another way than most do: an exact grouping, in a pass of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from sqlglot import exp

from lockgate.domain.errors import StateError
from lockgate.scan.aggregate import State, plain_count
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.cell_parts import HASH, Hashed
from lockgate.scan.grouping import columns_named, hash_sql
from lockgate.scan.predicates import column_sql, slice_sql, text_column
from lockgate.scan.schema import Schema
from lockgate.scan.texts import BLANK

__all__ = ["Difference", "Folded", "VariantRows", "Variants", "VariantsState"]

Difference = Literal["case", "whitespace", "punctuation"]
"""What makes no other value of a text."""

_PATTERNS: dict[Difference, str] = {"whitespace": BLANK, "punctuation": r"[\p{P}\p{S}]"}


@dataclass(frozen=True, slots=True)
class VariantsState:
    """Rows with a value, rows whose spelling is not the commonest of its value, and values of several spellings."""

    kind: ClassVar[str] = "variants"

    rows: int
    variants: int
    values: int

    def merge(self, other: VariantsState) -> VariantsState:
        if not self.rows or not other.rows:
            return self if self.rows else other
        raise StateError.unmergeable(self.kind, "a summary of spellings cannot tell which ones the parts share")


@dataclass(frozen=True, slots=True)
class Variants:
    """Ask how many rows of a text column spell a value otherwise than most rows do.

    Parameters
    ----------
    column : str
        A text column.
    ignore : tuple of str
        The differences that make no other value: ``case``, ``whitespace``, ``punctuation``. A text of which nothing
        is left is a value of its own.
    """

    column: str
    ignore: tuple[Difference, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def words(self) -> str:
        """Return what is counted, for people."""
        return f"rows that spell {self.column} otherwise than most, but for {', '.join(self.ignore)}"

    @property
    def kept(self) -> Cells:
        return Cells((Folded(self), Hashed(self.columns)), self.columns)

    def summary_of(self, parts: Sequence[State]) -> VariantsState:
        from lockgate.scan.cell_summaries import pairs  # noqa: PLC0415 - brings numpy, which others need not

        table = CellsState.table(parts)
        found = pairs(table.labels(0), table.labels(1), table.rows)
        return VariantsState(found.rows, found.rows - found.majority, found.several)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        keys = [exp.column(name) for name in (*(f"s{i}" for i in range(len(by))), "k")]
        n = exp.column("n")
        parts = (
            exp.alias_(exp.Count(this=exp.Star()), "spellings"),
            exp.alias_(exp.Sum(this=n), "rows_"),
            exp.alias_(exp.Max(this=n.copy()), "most"),
        )
        values = exp.select(*keys, *parts).from_(self.spellings(source, schema, by).subquery("v"))
        values = values.group_by(*(key.copy() for key in keys))
        several = exp.GT(this=exp.column("spellings"), expression=exp.Literal.number(1))
        zero = exp.Literal.number(0)
        others = exp.Sub(this=exp.Sum(this=exp.column("rows_")), expression=exp.Sum(this=exp.column("most")))
        outer = [key.copy() for key in keys[:-1]]
        query = exp.select(
            *outer,
            exp.func("COALESCE", exp.Sum(this=exp.column("rows_")), zero),
            exp.func("COALESCE", others, zero.copy()),
            exp.CountIf(this=several),
        ).from_(values.subquery("g"))
        return query.group_by(*(item.copy() for item in outer)) if outer else query

    def spellings(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return a query for each spelling: slices ``s0``…, its value ``k``, the text ``v`` and its rows ``n``."""
        text = column_sql(text_column(self.column, schema))
        slices = [slice_sql(schema.column(name)) for name in by]
        named = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
        key, n = exp.alias_(self.key(text), "k"), exp.alias_(exp.Count(this=exp.Star()), "n")
        query = exp.select(*named, key, exp.alias_(text.copy(), "v"), n).from_(source)
        return query.where(exp.not_(exp.Is(this=text.copy(), expression=exp.Null()))).group_by(*slices, text)

    def key(self, text: exp.Expr) -> exp.Expr:
        """Return the value that a text spells."""
        key: exp.Expr = exp.Lower(this=text.copy()) if "case" in self.ignore else text.copy()
        for difference, pattern in _PATTERNS.items():
            if difference in self.ignore:
                empty = exp.Literal.string("")
                every = exp.Literal.string("g")
                key = exp.RegexpReplace(
                    this=key, expression=exp.Literal.string(pattern), replacement=empty, modifiers=every
                )
        left = exp.Nullif(this=key, expression=exp.Literal.string(""))
        return exp.func("COALESCE", left, text.copy())

    def state(self, values: Sequence[object], schema: Schema) -> VariantsState:  # noqa: ARG002 - counts only
        rows, variants, several = (plain_count(value) for value in values)
        return VariantsState(rows, variants, several)


@dataclass(frozen=True, slots=True)
class Folded:
    """The value that a text spells, as a part of a cell."""

    variants: Variants

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return self.variants.columns

    def kind(self, schema: Schema) -> str:  # noqa: ARG002 - always of texts
        """Return that only equality matters."""
        return HASH

    def keys(self, schema: Schema) -> list[exp.Expr]:
        """Return the value."""
        return [self.variants.key(column_sql(text_column(self.variants.column, schema)))]

    def value(self, prefix: str, schema: Schema) -> exp.Expr:
        """Return its hash."""
        return hash_sql([text_column(self.variants.column, schema)], columns_named(prefix, 1))


@dataclass(frozen=True, slots=True)
class VariantRows:
    """The rows whose spelling is not the commonest of its value; of equally common ones the first by letters is."""

    variants: Variants

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return self.variants.columns

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        """Return ``select *`` of these rows."""
        slices = [exp.column(f"s{i}") for i in range(len(by))]
        order = exp.Order(
            expressions=[exp.Ordered(this=exp.column("n"), desc=True), exp.Ordered(this=exp.column("v"))]
        )
        place = exp.Window(this=exp.RowNumber(), partition_by=[*slices, exp.column("k")], order=order)
        spellings = self.variants.spellings(source.copy(), schema, by).subquery("u")
        ranked = exp.select(*(item.copy() for item in slices), "v", exp.alias_(place, "place")).from_(spellings)
        column = text_column(self.columns[0], schema)
        same: list[exp.Expr] = [
            exp.EQ(this=exp.column("v", table="g"), expression=exp.column(column.name, table="r", quoted=True)),
            exp.GT(this=exp.column("place", table="g"), expression=exp.Literal.number(1)),
        ]
        for i, name in enumerate(by):
            own = slice_sql(schema.column(name))
            for part in own.find_all(exp.Column):
                part.set("table", exp.to_identifier("r"))
            same.append(exp.NullSafeEQ(this=exp.column(f"s{i}", table="g"), expression=own))
        found = exp.select(exp.Literal.number(1)).from_(ranked.subquery("g")).where(*same)
        everything = exp.Column(this=exp.Star(), table=exp.to_identifier("r"))
        rows = exp.alias_(source.copy(), "r", table=True)
        return exp.select(everything).from_(rows).where(exp.Exists(this=found))
