"""Rows of a table, as models take them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from lockgate.app.model_ports import Rows
from lockgate.domain.errors import ParameterError
from lockgate.probes.rows import n_rows, rows_of
from lockgate.scan.engine import Session
from lockgate.scan.predicates import column_sql, table_sql

__all__ = ["read_rows"]


def read_rows(session: Session, table: str, columns: Sequence[str], most: int) -> Rows:
    """Return the first rows of a table.

    Parameters
    ----------
    session : Session
        Has the table open.
    table : str
        Its name.
    columns : sequence of str
        The columns to read; empty for all.
    most : int
        How many rows at most, 1 or more.

    Raises
    ------
    ColumnNotFoundError, ParameterError
        If the table lacks a column, or has no rows.
    DataError
        If it cannot be read.
    """
    schema = session.schema(table)
    wanted = [schema.column(name) for name in columns] or list(schema.columns)
    query = exp.select(*(column_sql(column) for column in wanted)).from_(table_sql(table)).limit(most)
    found = rows_of(session.arrays(query))
    if not n_rows(found):
        raise ParameterError.of("model", "data", "a table with rows", table)
    return found
