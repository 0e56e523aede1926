"""How many rows hold a text that Python refuses: a grouping by value, each value judged once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from sqlglot import exp

from lockgate.domain.codec import digest
from lockgate.domain.errors import DataError
from lockgate.scan.as_text import text_of
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import column_sql, slice_sql, table_sql
from lockgate.scan.schema import Column, Schema

__all__ = [
    "JudgedValues",
    "JudgedValuesState",
    "OtherTypes",
    "RejectedValues",
    "RuleOfAnyType",
    "TextAmong",
    "TextHeld",
    "ValueRule",
    "judged_sql",
]

OtherTypes = Literal["refuse", "as_text", "violate"]
"""What becomes of a column that holds no texts: an error, its values as texts, or values that are never accepted."""


class ValueRule(Protocol):
    """A question about one text that no engine answers, such as a checksum. A frozen dataclass: its repr names it."""

    @property
    def words(self) -> str:
        """Return what an accepted text is, for people: "a valid IBAN"."""
        ...

    def accepts(self, value: str) -> bool:
        """Tell whether a text is as it must be; the same answer for the same text, always.

        Raises
        ------
        LockgateError
            If the question cannot be asked at all, such as for want of a package.
        """
        ...


@dataclass(frozen=True, slots=True)
class RuleOfAnyType:
    """A rule that columns of other types may be asked too.

    Parameters
    ----------
    rule : ValueRule
        Judges texts; it does not accept the empty one where other types violate.
    others : str
        ``as_text`` or ``violate``.
    """

    rule: ValueRule
    others: OtherTypes

    @property
    def words(self) -> str:
        return self.rule.words

    def accepts(self, value: str) -> bool:
        return self.rule.accepts(value)


@dataclass(frozen=True, slots=True)
class JudgedValuesState:
    """Rows with a value, and those of them whose value is refused."""

    kind: ClassVar[str] = "judged_values"

    rows: int
    rejected: int

    def merge(self, other: JudgedValuesState) -> JudgedValuesState:
        return JudgedValuesState(self.rows + other.rows, self.rejected + other.rejected)


@dataclass(frozen=True, slots=True)
class JudgedValues:
    """Ask how many rows of a text column hold a value that `rule` does not accept.

    The engine groups the column, and its distinct values are read in chunks: memory does not grow with them. All
    rules about one column share one grouping.
    """

    column: str
    rule: ValueRule

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def others(self) -> OtherTypes:
        """Return what becomes of a column that holds no texts."""
        return self.rule.others if isinstance(self.rule, RuleOfAnyType) else "refuse"

    @property
    def words(self) -> str:
        """Return what is counted, for people."""
        return f"rows whose {self.column} is not {self.rule.words}"


def judged_sql(name: str, schema: Schema, others: OtherTypes = "refuse") -> exp.Expr:
    """Return the text of a column whose values Python judges: texts, and what holds JSON.

    Of other types it is the text of each value, or, where they violate, the empty one.

    Raises
    ------
    ColumnNotFoundError, DataError
        If the table has no such column, or it holds neither.
    """
    column = schema.column(name)
    if column.is_text:
        return column_sql(column)
    if _is_json(column):
        return exp.cast(column_sql(column), "text")
    if others == "refuse":
        raise DataError.wrong_type(schema.table, name, "text", column.physical)
    if others == "as_text":
        return text_of(column)
    there = exp.not_(exp.Is(this=column_sql(column), expression=exp.Null()))
    return exp.Case().when(there, exp.Literal.string(""))


def _is_json(column: Column) -> bool:
    return column.physical.upper() in ("JSON", "JSONB")


def values_query(
    source: exp.Expr, column: str, schema: Schema, by: tuple[str, ...], others: OtherTypes = "refuse"
) -> exp.Select:
    """Return a query whose rows are the slice columns, a value, and how many rows hold it."""
    value = judged_sql(column, schema, others)
    slices = [slice_sql(schema.column(name)) for name in by]
    named = [exp.alias_(item.copy(), f"s{i}") for i, item in enumerate(slices)]
    query = exp.select(*named, exp.alias_(value.copy(), "v"), exp.alias_(exp.Count(this=exp.Star()), "n"))
    query = query.from_(source).where(exp.not_(exp.Is(this=value.copy(), expression=exp.Null())))
    return query.group_by(*slices, value)


@dataclass(frozen=True, slots=True)
class TextAmong:
    """True where the text is one of `values`."""

    column: str
    values: tuple[str, ...]
    others: OtherTypes = "refuse"

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} is one of {len(self.values):,} texts"

    def sql(self, schema: Schema) -> exp.Expr:
        texts: Sequence[exp.Expr] = [exp.Literal.string(value) for value in self.values]
        return exp.In(this=judged_sql(self.column, schema, self.others), expressions=list(texts))


@dataclass(frozen=True, slots=True)
class TextHeld:
    """True where the text is one that `rule` refuses; these are too many to be written into a query.

    Whoever asks it makes the table of them known to the session first.

    Parameters
    ----------
    column : str
        A column of texts.
    rule : ValueRule
        Refuses them.
    where : Expression or None
        Of the rows for which this is true; the rule is asked about no other text.
    """

    column: str
    rule: ValueRule
    where: Expression | None

    @property
    def table(self) -> str:
        """Return the name of the table that holds the texts."""
        return f"lockgate refused {digest([self.column, repr(self.rule), repr(self.where)])[:16]}"

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def words(self) -> str:
        """Return which rows it is true for, for people."""
        return f"{self.column} is not {self.rule.words}"

    def sql(self, schema: Schema) -> exp.Expr:
        texts = exp.select(exp.column("v", table=self.table, quoted=True)).from_(table_sql(self.table))
        value = judged_sql(self.column, schema, JudgedValues(self.column, self.rule).others)
        return exp.In(this=value, query=texts.subquery(copy=False))


@dataclass(frozen=True, slots=True)
class RejectedValues:
    """Rows that offend because Python refuses their value; which values these are is known after the pass."""

    aggregate: JudgedValues

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return self.aggregate.columns

    def among(self, values: Sequence[str]) -> TextAmong:
        """Return the predicate that is true for rows with one of the refused values."""
        return TextAmong(self.aggregate.column, tuple(values), self.aggregate.others)

    def held(self, where: Expression | None) -> TextHeld:
        """Return the same of all refused values of the rows `where`, however many they are."""
        return TextHeld(self.aggregate.column, self.aggregate.rule, where)
