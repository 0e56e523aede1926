"""A bounded sample of rows, the same one each time: what comparing columns together needs, and counts cannot tell."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import ParameterError
from lockgate.drift.reference import ReferenceColumn
from lockgate.scan.drawing import drawing
from lockgate.scan.engine import Session
from lockgate.scan.predicates import column_sql
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["MOST_FEATURES", "MOST_ROWS", "Rows", "draw_rows", "sampled_columns"]

MOST_ROWS = 2_000
"""Rows of a sample: from so many on, every method has bounds."""

MOST_FEATURES = 50
"""Columns of a sample."""

Rows = tuple[tuple[float | None, ...], ...]

_NUMBERS = (LogicalType.INTEGER, LogicalType.NUMBER)


def sampled_columns(columns: Sequence[ReferenceColumn], wanted: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of which rows are kept: those wanted, or all numbers that the reference holds.

    Raises
    ------
    ParameterError
        If one is not held or no number, there is none, or there are more than `MOST_FEATURES`.
    """
    held = {one.name.casefold(): one.name for one in columns if one.logical in _NUMBERS and one.binned}
    for name in wanted:
        if name.casefold() not in held:
            raise ParameterError.of("drift", "features", "numeric columns that the reference holds", name)
    found = tuple(held[name.casefold()] for name in wanted) or tuple(held.values())
    if not 1 <= len(found) <= MOST_FEATURES:
        raise ParameterError.of("drift", "features", f"1 to {MOST_FEATURES} numeric columns", len(found))
    return found


def draw_rows(session: Session, schema: Schema, features: Sequence[str], most: int = MOST_ROWS) -> Rows:
    """Return up to `most` rows of some columns: those whose hash over all plain columns is smallest.

    Equal rows are told apart by their number among their equals, so that they are drawn no more often than others.

    Raises
    ------
    DataError
        If the table does not have the columns or cannot be read.
    """
    values = [exp.cast(column_sql(schema.column(name)), "double") for name in features]
    names = [f"c{i}" for i in range(len(values))]
    shown = dict(zip(names, values, strict=True))
    found = session.arrays(drawing(schema.table, shown, schema.columns, most))
    columns = [np.ma.filled(np.ma.masked_invalid(found[name]), np.nan).tolist() for name in names]
    return tuple(tuple(map(_plain, row)) for row in zip(*columns, strict=True))


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else round_float(value)
