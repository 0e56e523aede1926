"""Rows of a table, as models take them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sqlglot import exp

from lockgate.app.model_ports import Rows
from lockgate.domain.errors import ParameterError
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
    found = session.arrays(query)
    if not all(len(values) for values in found.values()):
        raise ParameterError.of("model", "data", "a table with rows", table)
    return {name: _plain(values) for name, values in found.items()}


def _plain(values: np.ndarray) -> np.ndarray:
    """Return an array with a place for what is missing: NaN, NaT or None."""
    missing = np.ma.getmaskarray(values)
    plain = np.ma.getdata(values)
    kind = plain.dtype.kind
    if kind == "M":
        plain = plain.astype("datetime64[us]")
        plain[missing] = np.datetime64("NaT")
        return plain
    if kind in "iuf" and (kind == "f" or missing.any()):
        plain = plain.astype(np.float64)
        plain[missing] = np.nan
        return plain
    if kind in "iu":
        return plain.astype(np.int64)
    if kind == "b" and not missing.any():
        return plain
    plain = plain.astype(object)
    plain[missing] = None
    return plain
