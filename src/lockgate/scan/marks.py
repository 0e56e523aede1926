"""Marks of rows: one line for each row that a red check blames, with the checks as bits, and the parts made from it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.scan.failures import (
    CHECKS,
    NUMBER,
    REASONS,
    ROW,
    Failing,
    blamed_lines,
    numbered_rows,
    of_row,
    refuse_taken,
)
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.samples import unless_masked
from lockgate.scan.schema import Schema

__all__ = [
    "BITS",
    "by_row",
    "good_rows",
    "is_set",
    "marked_rows",
    "marks_by_check",
    "quarantined_rows",
    "told_lists",
    "words_of",
]

BITS = 60  # checks that one whole number tells apart


def marked_rows(failing: Sequence[Failing], schema: Schema) -> exp.Select:
    """Return a query with one line for each row that a red check blames: its number, and which checks, as bits.

    Bits and not lists, because an engine that is short of memory can put aside what has a fixed size.
    """
    refuse_taken(schema)
    return by_row(blamed_lines(failing, schema, numbered_rows(schema)), failing)


def by_row(lines: exp.Select | exp.Union, failing: Sequence[Failing]) -> exp.Select:
    """Return lines of a row and a red check as one line for each row, with the checks as bits."""
    number = exp.column(NUMBER, table="r", quoted=True)
    bits = [
        exp.alias_(_united_bits(number, word), name, quoted=True) for word, name in enumerate(words_of(failing))
    ]
    row = exp.column(ROW, table="r", quoted=True)
    return exp.select(row, *bits).from_(lines.subquery("r")).group_by(row.copy())


def words_of(failing: Sequence[Failing]) -> list[str]:
    """Return the names of the columns of bits of red checks."""
    return [f"lockgate_bits_{word}" for word in range(max(1, -(-len(failing) // BITS)))]


def _united_bits(number: exp.Expr, word: int) -> exp.Expr:
    """Return the bits of the checks of one column of them, over the lines of a row."""
    first = word * BITS
    place = exp.Sub(this=number.copy(), expression=exp.Literal.number(first))
    bit = exp.BitwiseLeftShift(this=exp.cast(exp.Literal.number(1), "bigint"), expression=exp.paren(place))
    within = exp.Between(
        this=number.copy(), low=exp.Literal.number(first), high=exp.Literal.number(first + BITS - 1)
    )
    return exp.func("BIT_OR", exp.Case().when(within, bit).else_(exp.cast(exp.Literal.number(0), "bigint")))


def good_rows(schema: Schema, marks: str, first: int = 0) -> exp.Select:
    """Return a query for the rows of a table that no line of the table `marks` names.

    `first` is how many rows of the whole come before those of this table.
    """
    numbered = numbered_rows(schema, first).subquery("r")
    blamed = exp.select(exp.Literal.number(1)).from_(exp.alias_(table_sql(marks), "m", table=True))
    same = exp.EQ(
        this=exp.column(ROW, table="m", quoted=True), expression=exp.column(ROW, table="r", quoted=True)
    )
    rows = [of_row(column_sql(column)) for column in schema.columns]
    query = exp.select(*rows).from_(numbered).where(exp.not_(exp.Exists(this=blamed.where(same))))
    return query.order_by(exp.column(ROW, table="r", quoted=True))


def quarantined_rows(
    failing: Sequence[Failing], schema: Schema, marks: str, masked: frozenset[str], first: int = 0
) -> exp.Select:
    """Return a query for the rows of a table that the table `marks` names, with their number, checks and reasons.

    A column that is read as another type has its values as they were. `failing` is what the marks were made from.
    """
    row = exp.column(ROW, table="m", quoted=True)
    told = told_lists(failing)
    values = [
        exp.alias_(
            of_row(unless_masked(column.name, schema, masked, is_of_source=True)), column.name, quoted=True
        )
        for column in schema.columns
    ]
    same = exp.EQ(this=row.copy(), expression=exp.column(ROW, table="r", quoted=True))
    joined = exp.alias_(table_sql(marks), "m", table=True)
    query = (
        exp.select(row, *told, *values).from_(numbered_rows(schema, first).subquery("r")).join(joined, on=same)
    )
    return query.order_by(row.copy())


def told_lists(failing: Sequence[Failing]) -> list[exp.Expr]:
    """Return the checks and the reasons of those red checks whose bits are set in the table ``m``."""
    checks, reasons = [one.finding.check for one in failing], [one.reason for one in failing]
    return [
        exp.alias_(_told_list(words), name, quoted=True)
        for words, name in ((checks, CHECKS), (reasons, REASONS))
    ]


def _told_list(words: Sequence[str]) -> exp.Expr:
    """Return the list of those words whose bit is set."""
    items: list[exp.Expr] = [
        exp.Case().when(is_set(number), exp.Literal.string(word)) for number, word in enumerate(words)
    ]
    word_of = exp.to_identifier("w")
    is_word = exp.not_(exp.Is(this=exp.Column(this=word_of.copy()), expression=exp.Null()))
    every = exp.cast(exp.Array(expressions=items), "text[]", dialect="duckdb")
    return exp.ArrayFilter(this=every, expression=exp.Lambda(this=is_word, expressions=[word_of]))


def is_set(number: int) -> exp.Expr:
    """Return whether a line of the marks ``m`` has the bit of a check."""
    bits = exp.column(f"lockgate_bits_{number // BITS}", table="m", quoted=True)
    bit = exp.BitwiseAnd(this=bits, expression=exp.cast(exp.Literal.number(1 << number % BITS), "bigint"))
    return exp.NEQ(this=exp.paren(bit), expression=exp.Literal.number(0))


def marks_by_check(failing: Sequence[Failing], marks: str) -> exp.Select:
    """Return a query for one line: the rows that the table `marks` names, then those of each red check."""
    counts = [
        exp.Count(this=exp.Case().when(is_set(number), exp.Literal.number(1))) for number in range(len(failing))
    ]
    return exp.select(exp.Count(this=exp.Star()), *counts).from_(exp.alias_(table_sql(marks), "m", table=True))
