"""Rows in two halves: one to look for something in, the other to judge it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlglot import exp

from lockgate.scan.grouping import hash_sql
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["identity_of", "is_searched_sql", "row_hash_sql"]

_SEARCHED = "01234567"
"""First digits of the hashes of the half that is searched; the other eight are those of the half held back."""

_SEED = Column("seed", LogicalType.STRING, "VARCHAR")
_NO_TEXT = (LogicalType.ARRAY, LogicalType.OBJECT, LogicalType.OTHER)


def identity_of(schema: Schema, predicted: Collection[str], named: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the columns that tell rows apart: those that are named, or all but those that are `predicted`.

    Raises
    ------
    ColumnNotFoundError
        If the table lacks one that is named. One that is predicted and lacks is told by whoever reads it.
    """
    if named:
        return tuple(schema.column(name).name for name in named)
    there = {one.name.casefold() for one in schema.columns}
    # whatever their letter case is in the project
    known = {schema.column(name).name for name in predicted if name.casefold() in there}
    return tuple(one.name for one in schema.columns if one.name not in known and one.logical not in _NO_TEXT)


def row_hash_sql(identity: Sequence[str], seed: int, schema: Schema) -> exp.Expr:
    """Return a hash of the identity of a row, equal in every run with the same seed."""
    columns = [schema.column(name) for name in identity]
    values = [exp.Literal.string(str(seed)), *(column_sql(column) for column in columns)]
    return hash_sql([_SEED, *columns], values, holds_nulls=True)


def is_searched_sql(identity: Sequence[str], seed: int, schema: Schema) -> exp.Expr:
    """Return the condition that a row is in the half that is searched."""
    start = exp.Literal.number(1)
    digit = exp.Substring(this=row_hash_sql(identity, seed, schema), start=start, length=start.copy())
    return exp.In(this=digit, expressions=[exp.Literal.string(one) for one in _SEARCHED])
