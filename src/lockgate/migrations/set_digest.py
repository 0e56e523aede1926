"""A digest of a table's rows that does not depend on their order, computed where the rows are.

Each row is written as one text, hashed with MD5, and the two halves of the hashes are summed. Two tables that differ
by accident have equal sums with odds of about 1 in 2**128; MD5 is no defence against somebody who wants two tables
to look the same, and none is needed: the digest proves a migration against mistakes, not against its author.
Sums, not exclusive ors, so that a row that is there twice does not vanish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp, parse_one

from lockgate.domain.codec import digest
from lockgate.scan.texts import joined_texts

__all__ = ["ColumnType", "SetDigest", "digest_query", "row_text", "set_digest"]

_NESTED = ("[", "STRUCT", "MAP", "UNION", "JSON", "VARIANT")
_BINARY = ("FLOAT", "DOUBLE", "REAL", "DOUBLE PRECISION")

_HALVES = {
    "duckdb": ("md5_number_lower(row_text)", "md5_number_upper(row_text)"),
    "postgres": (
        "cast(cast('x' || substr(md5(row_text), 1, 16) as bit(64)) as bigint)",
        "cast(cast('x' || substr(md5(row_text), 17, 16) as bit(64)) as bigint)",
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class ColumnType:
    """A column's name and the engine's name of its type."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class SetDigest:
    """What a table holds: its columns in any order, its rows in any order.

    Parameters
    ----------
    columns : tuple of ColumnType
        Sorted by name.
    rows : int
        Number of rows.
    digest : str
        SHA-256 over columns, rows and the sums of the hashes, in hexadecimal.
    """

    columns: tuple[ColumnType, ...]
    rows: int
    digest: str


def set_digest(columns: Sequence[ColumnType], rows: int, low: object, high: object) -> SetDigest:
    """Return the digest from what `digest_query` gave.

    Parameters
    ----------
    columns : sequence of ColumnType
        The table's columns.
    rows : int
        Number of rows, 0 or more.
    low, high : int or None
        Sums of the halves; None for no rows.

    Examples
    --------
    >>> a, b = ColumnType("a", "BIGINT"), ColumnType("b", "DATE")
    >>> set_digest([a, b], 0, None, None) == set_digest([b, a], 0, None, None)
    True
    """
    ordered = tuple(sorted(columns))
    plain = [[[column.name, column.type] for column in ordered], rows, str(low or 0), str(high or 0)]
    return SetDigest(ordered, rows, digest(plain))


def digest_query(table: exp.Expr, columns: Sequence[ColumnType], *, dialect: str) -> exp.Expr:
    """Return the query of row count and sums.

    Parameters
    ----------
    table : Expr
        The table.
    columns : sequence of ColumnType
        Its columns, at least one.
    dialect : str
        ``duckdb`` or ``postgres``.

    Examples
    --------
    >>> print(digest_query(exp.to_table("t"), [ColumnType("a", "BIGINT")], dialect="duckdb").sql("duckdb"))
    ... # doctest: +NORMALIZE_WHITESPACE
    SELECT COUNT(*) AS n, SUM(MD5_NUMBER_LOWER(row_text)) AS low, SUM(MD5_NUMBER_UPPER(row_text)) AS high
    FROM (SELECT COALESCE(CAST(LENGTH(CAST("a" AS TEXT)) AS TEXT) || ':' || CAST("a" AS TEXT), '-') AS row_text
    FROM t) AS row_texts
    """
    text = exp.alias_(row_text(columns, dialect=dialect), "row_text")
    rows = exp.select(text).from_(table).subquery("row_texts")
    low, high = (parse_one(half, read=dialect) for half in _HALVES[dialect])
    return exp.select(
        exp.alias_(exp.Count(this=exp.Star()), "n"),
        exp.alias_(exp.Sum(this=low), "low"),
        exp.alias_(exp.Sum(this=high), "high"),
    ).from_(rows)


def row_text(columns: Sequence[ColumnType], *, dialect: str) -> exp.Expr:
    """Return the expression of a row as one text, its columns in the order of their names.

    Two rows have one text only if they are equal.
    """
    parts = [_written(column, dialect) for column in sorted(columns)]
    return joined_texts(parts)


def _written(column: ColumnType, dialect: str) -> exp.Expr:
    """Return a value as its length and its text, so that no two rows are written alike; null is a sign of its own."""
    value: exp.Expr = exp.column(column.name, quoted=True)
    if dialect == "duckdb" and any(word in column.type.upper() for word in _NESTED):
        value = exp.Anonymous(this="to_json", expressions=[value])
    text: exp.Expr = exp.cast(value, "text")
    if column.type.upper() in _BINARY:  # engines compare both zeros as equal, and do not keep the sign of each
        zero = exp.EQ(this=value.copy(), expression=exp.Literal.number(0))
        text = exp.Case().when(zero, exp.Literal.string("0")).else_(text)
    length = exp.cast(exp.Length(this=text.copy()), "text")
    marked = exp.DPipe(this=exp.DPipe(this=length, expression=exp.Literal.string(":")), expression=text)
    return exp.Coalesce(this=marked, expressions=[exp.Literal.string("-")])
