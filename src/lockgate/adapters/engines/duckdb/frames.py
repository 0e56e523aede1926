"""Columns of a frame whose values are of several types, which DuckDB reads as texts without a word."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lockgate.scan.schema import VARIANT, Column, LogicalType

__all__ = ["with_mixed"]


def with_mixed(columns: Sequence[Column], frame: object) -> tuple[Column, ...]:
    """Return the columns, those of no one type marked as such.

    A column of pandas may hold numbers, truth values or instants among texts. Read as texts, 1 and "1" would be equal,
    and no number would be among the values of a set.

    Parameters
    ----------
    columns : sequence of Column
        The columns as DuckDB describes them.
    frame : object
        The frame of which they are; of pandas or not.
    """
    mixed = _mixed_names(frame)
    return tuple(
        replace(column, logical=LogicalType.OTHER, physical=VARIANT)
        if column.name in mixed and column.logical is LogicalType.STRING and not column.is_cast
        else column
        for column in columns
    )


def _mixed_names(frame: Any) -> frozenset[str]:  # noqa: ANN401 - of any library
    pandas: Any = sys.modules.get("pandas")  # loaded where the frame is of pandas
    if pandas is None or not isinstance(frame, pandas.DataFrame):
        return frozenset()
    infer = pandas.api.types.infer_dtype
    return frozenset(
        str(name)
        for name, values in frame.items()
        if values.dtype == object and infer(values, skipna=True).startswith("mixed")
    )
