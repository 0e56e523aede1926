"""Columns that are read as another type: a view over the table, the columns as they were beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from lockgate.domain.errors import ColumnNotFoundError, did_you_mean
from lockgate.scan.conversions import castable_type, raw_name
from lockgate.scan.predicates import column_sql, table_sql
from lockgate.scan.schema import Column, LogicalType, Schema

__all__ = ["as_texts", "casting_sql", "without_raw"]


def as_texts(types: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return which columns of a text file to read as they are written, one attempt after the other.

    A reader that guesses types changes texts: 1.10 becomes 1.1. So what is wanted as text is read as text. Other
    columns are left to the reader, which knows more forms of dates than a cast does; where its guess does not hold for
    all rows they are texts as well, and what does not convert is counted.

    Parameters
    ----------
    types : mapping of str to str
        Columns and the types that they are read as.

    Examples
    --------
    >>> as_texts({"zip": "varchar", "day": "date"})
    (('zip',), ('zip', 'day'))
    >>> as_texts({"day": "date"})
    ((), ('day',))
    """
    wanted = tuple(
        name for name, kind in types.items() if castable_type(kind, name).this in exp.DataType.TEXT_TYPES
    )
    return tuple(dict.fromkeys((wanted, tuple(types)))) if types else ()


def casting_sql(table: str, before: str, names: Sequence[str], types: Mapping[str, str]) -> str:
    """Return a query for the rows of the table `before`, some columns as other types.

    Parameters
    ----------
    table : str
        How the table will be called.
    before : str
        What it is called now.
    names : sequence of str
        Its columns.
    types : mapping of str to str
        Columns and the types that they are read as, at least one.

    Raises
    ------
    ColumnNotFoundError
        If the table has no such column.
    """
    schema = Schema(table, tuple(Column(name, LogicalType.OTHER, "") for name in names))
    casts: list[exp.Expr] = []
    raws: list[exp.Expr] = []
    for name, wanted in types.items():
        if not schema.has(name):
            text = f"has no column `{name}`, which `types` names"
            raise ColumnNotFoundError("LG201", f"table `{table}`", text, did_you_mean(name, names))
        column = schema.column(name)
        value = exp.TryCast(this=column_sql(column), to=castable_type(wanted))
        casts.append(exp.alias_(value, column.name, quoted=True))
        raws.append(exp.alias_(column_sql(column), raw_name(column.name), quoted=True))
    return exp.select(exp.Star(replace=casts), *raws).from_(table_sql(before)).sql("duckdb")


def without_raw(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns without those that only keep how others were, which are marked instead."""
    names = {column.name for column in columns}
    raw = {raw_name(name) for name in names} & names
    return tuple(
        Column(
            column.name, column.logical, column.physical, column.holds_nan, is_cast=raw_name(column.name) in raw
        )
        for column in columns
        if column.name not in raw
    )
