"""Edges of what columns may be, and rows made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lockgate.probes.domain import Case, Domain
from lockgate.probes.rows import Column, Rows, is_missing, is_numeric

__all__ = ["edges_of", "rows_of_cases", "typical_case"]

_MOST_VALUES = 5


def edges_of(domain: Domain) -> tuple[object, ...]:
    """Return the edges of a domain: ends, zero within, some values, and None where a value may be missing.

    Examples
    --------
    >>> edges_of(Domain(lowest=-1, highest=9, is_whole=True)), edges_of(Domain(values=("a", "b")))
    ((-1, 9, 0, None), ('a', 'b', None))
    """
    found: list[object] = [end for end in (domain.lowest, domain.highest) if end is not None]
    if domain.lowest is not None and domain.highest is not None and domain.lowest < 0 < domain.highest:
        found.append(0)
    found += domain.values[:_MOST_VALUES]
    missing = (None,) if domain.may_be_missing and found else ()
    return (*dict.fromkeys(found), *missing)


def typical_case(rows: Rows) -> dict[str, object]:
    """Return the median of each column of numbers, of any other the most common value; None where there is none."""
    return {name: _typical(column) for name, column in rows.items()}


def _typical(column: Column) -> object:
    there = column[~is_missing(column)]
    if there.size == 0:
        return None
    if is_numeric(column):
        return float(np.median(there))
    values, counts = np.unique(there, return_counts=True)
    common: object = values[np.argmax(counts)]
    return common


def rows_of_cases(cases: Sequence[Case], like: Mapping[str, Column]) -> dict[str, Column]:
    """Return cases as columns of the same kinds as those of a table; None is a missing value.

    A column of integers becomes one of floats where a value is missing or broken.
    """
    return {name: _column([case[name] for case in cases], column) for name, column in like.items()}


def _column(values: Sequence[object], like: Column) -> Column:
    empty = [value is None for value in values]
    if is_numeric(like):
        column = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
        is_whole = like.dtype.kind == "i" and not any(empty) and bool((column == np.round(column)).all())
        return column.astype(np.int64) if is_whole else column
    if like.dtype.kind == "M":
        return np.array(
            [np.datetime64("NaT") if value is None else value for value in values], dtype=like.dtype
        )
    if like.dtype.kind == "b" and not any(empty):
        return np.array(values, dtype=bool)
    objects: Column = np.fromiter(values, dtype=object, count=len(values))
    return objects
