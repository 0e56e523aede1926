"""Good rows and bad rows of a server: one query hands each row out once, with what it offends.

Rows of a server have no number by which two queries could mean the same row. So one query tells of every row which red
checks it offends, as bits, and good and bad are parted where its answer is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.scan.conversions import as_it_was
from lockgate.scan.dialects.shared import ROW_ID
from lockgate.scan.failures import ROW, Failing, by_kind, of_row, refuse_taken, related_lines
from lockgate.scan.marks import BITS, by_row, told_lists, words_of
from lockgate.scan.predicates import table_sql
from lockgate.scan.samples import condition_of, unless_masked
from lockgate.scan.schema import Column, Schema

__all__ = ["bad_of", "good_of", "kept_rows", "parted_rows"]


_ROWS = "lockgate rows"


def parted_rows(failing: Sequence[Failing], schema: Schema) -> exp.Select:
    """Return a query for every row of a table, once, with bits that tell which red checks it offends.

    Where rows offend because of others, a row is known within the query by a number that means nothing outside it.

    Raises
    ------
    ParameterError
        If the table has a column of a name that the output needs.
    """
    words = words_of(failing)
    refuse_taken(schema, words)
    alone, apart = by_kind(failing)
    bits: list[list[exp.Expr]] = [[] for _ in words]
    for number, offence in alone:
        bits[number // BITS].append(
            exp.Case().when(of_row(condition_of(offence, schema)), _bit(number)).else_(_big(0))
        )
    rows: exp.Expr = exp.alias_(table_sql(schema.table), "r", table=True)
    if apart:
        for word, name in enumerate(words):
            bits[word].append(exp.func("COALESCE", exp.column(name, table="m", quoted=True), _big(0)))
        rows = exp.alias_(table_sql(_ROWS), "r", table=True)
    united = [exp.alias_(_sum(some), name, quoted=True) for some, name in zip(bits, words, strict=True)]
    query = exp.select(*(of_row(as_it_was(column)) for column in schema.columns), *united).from_(rows)
    if not apart:
        return query
    known = exp.alias_(exp.Anonymous(this=ROW_ID), ROW, quoted=True)
    numbered = exp.select("*", known).from_(table_sql(schema.table))
    marks = by_row(related_lines(apart, schema, exp.select("*").from_(table_sql(_ROWS))), failing).subquery("m")
    same = exp.EQ(
        this=exp.column(ROW, table="m", quoted=True), expression=exp.column(ROW, table="r", quoted=True)
    )
    named = exp.to_identifier(_ROWS, quoted=True)
    return query.join(marks, on=same, join_type="left").with_(named, as_=numbered)


def kept_rows(failing: Sequence[Failing], schema: Schema) -> exp.Select:
    """Return a query for the rows of a table that no red check blames."""
    columns = [as_it_was(column) for column in schema.columns]
    return exp.select(*columns).from_(parted_rows(failing, schema).subquery("m")).where(_is_good(failing))


def good_of(failing: Sequence[Failing], schema: Schema) -> exp.Select:
    """Return the good rows of a table that `parted_rows` has made; `schema` is its own."""
    columns = [as_it_was(column) for column in _own(failing, schema)]
    return exp.select(*columns).from_(_parted(schema)).where(_is_good(failing))


def bad_of(failing: Sequence[Failing], schema: Schema, masked: frozenset[str]) -> exp.Select:
    """Return the bad rows of a table that `parted_rows` has made, with checks and reasons; they have no number."""
    none = exp.alias_(exp.cast(exp.Null(), "bigint"), ROW, quoted=True)
    values = [
        exp.alias_(unless_masked(column.name, schema, masked), column.name, quoted=True)
        for column in _own(failing, schema)
    ]
    query = exp.select(none, *told_lists(failing), *values).from_(_parted(schema))
    return query.where(exp.not_(exp.paren(_is_good(failing))))


def _parted(schema: Schema) -> exp.Expr:
    return exp.alias_(table_sql(schema.table), "m", table=True)


def _own(failing: Sequence[Failing], schema: Schema) -> list[Column]:
    """Return the columns of the table without those of bits."""
    words = words_of(failing)
    return [column for column in schema.columns if column.name not in words]


def _is_good(failing: Sequence[Failing]) -> exp.Expr:
    none = [
        exp.EQ(this=exp.column(name, table="m", quoted=True), expression=exp.Literal.number(0))
        for name in words_of(failing)
    ]
    return exp.and_(*none)


def _bit(number: int) -> exp.Expr:
    return _big(1 << number % BITS)


def _big(number: int) -> exp.Expr:
    return exp.cast(exp.Literal.number(number), "bigint")


def _sum(bits: Sequence[exp.Expr]) -> exp.Expr:
    """Return the bits together; no two of them are the same."""
    united = _big(0)
    for one in bits:
        united = exp.Add(this=united, expression=one)
    return united
