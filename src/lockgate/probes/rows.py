"""Rows as a model is given them: columns by name, each an array with a place for every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ColumnNotFoundError, ModelError, ParameterError

__all__ = [
    "Column",
    "Floats",
    "Predict",
    "Rows",
    "answers",
    "are_numbers",
    "column_of",
    "differs",
    "is_missing",
    "is_numeric",
    "n_rows",
    "numbers",
    "picked",
    "rows_of",
    "spread",
    "taken",
    "with_missing",
]

Column = NDArray[Any]
Floats = NDArray[np.float64]
Rows = Mapping[str, Column]
"""Numbers and booleans as such, texts as objects, instants as `datetime64`; missing is NaN, None or NaT."""

Predict = Callable[[Rows], NDArray[Any]]
"""A model: one number a row, or one for each of several, in the order of the rows."""


_KINDS: Mapping[str, str] = {"i": "int64", "u": "int64", "f": "float64", "U": "object", "M": "datetime64[us]"}
"""What columns are kept as, by the kind of their type; others stay as they are."""


def rows_of(arrays: Mapping[str, Column]) -> dict[str, Column]:
    """Return columns as an engine hands them out, masked where they are null, with missing values in their place.

    Examples
    --------
    >>> rows_of({"seats": np.ma.masked_array([2, 4], [False, True])})
    {'seats': array([ 2., nan])}
    """
    found = {}
    for name, column in arrays.items():
        mask = np.ma.getmaskarray(column)
        plain = np.ma.getdata(column)
        wanted = _KINDS.get(plain.dtype.kind)
        plain = plain if wanted is None else plain.astype(wanted)
        found[name] = with_missing(plain, mask) if mask.any() else plain
    return found


def n_rows(rows: Rows) -> int:
    """Return the number of rows; 0 where there are no columns."""
    return next((len(column) for column in rows.values()), 0)


def column_of(rows: Rows, name: str, where: str) -> Column:
    """Return a column.

    Raises
    ------
    ColumnNotFoundError
        If there is none of that name.
    """
    if name not in rows:
        raise ColumnNotFoundError.of(name, where, tuple(rows))
    return rows[name]


def is_numeric(column: Column) -> bool:
    """Tell whether a column holds numbers; booleans are none."""
    return column.dtype.kind in "iuf"


_OTHER_KINDS: Mapping[str, str] = {"b": "true and false", "M": "instants", "m": "lengths of time"}


def numbers(rows: Rows, name: str, where: str) -> Floats:
    """Return a column of numbers as floats.

    Raises
    ------
    ColumnNotFoundError, ParameterError
        If there is no such column, or it holds no numbers.
    """
    column = column_of(rows, name, where)
    if not is_numeric(column):
        kind = _OTHER_KINDS.get(column.dtype.kind, "texts")
        must = f"a column of numbers, because `{where}` changes or compares numbers"
        raise ParameterError.of(where, name, must, kind)
    return column.astype(np.float64)


def spread(rows: Rows, name: str, where: str) -> float:
    """Return the standard deviation of a column of numbers, over the rows that have a finite one.

    Raises
    ------
    ColumnNotFoundError, ParameterError
        If there is no such column, it holds no numbers, or they are all the same.
    """
    values = numbers(rows, name, where)
    values = values[np.isfinite(values)]
    found = float(values.std()) if values.size else 0.0
    if found == 0:
        raise ParameterError.of(where, "columns", "columns whose values differ", name)
    return found


def is_missing(column: Column) -> NDArray[np.bool_]:
    """Tell of each row whether it has no value.

    Examples
    --------
    >>> is_missing(np.array(["a", None], dtype=object)).tolist(), is_missing(np.array([1, 2])).tolist()
    ([False, True], [False, False])
    """
    if column.dtype.kind == "f":
        return np.isnan(column)
    if column.dtype.kind == "M":
        return np.isnat(column)
    if column.dtype.kind == "O":
        is_empty = [value is None or value != value for value in column]  # noqa: PLR0124 - NaN is unlike itself
        return np.array(is_empty, dtype=bool)
    return np.zeros(len(column), dtype=bool)


def differs(rows: Rows, changed: Rows) -> NDArray[np.bool_]:
    """Tell of each row whether it was changed in any column; two missing values are alike.

    Examples
    --------
    >>> differs({"x": np.array([1, 2, 3])}, {"x": np.array([1.0, np.nan, 4.0])}).tolist()
    [False, True, True]
    """
    found = np.zeros(n_rows(rows), dtype=bool)
    for name, column in changed.items():
        if column is not rows[name]:
            found |= _unlike(rows[name], column)
    return found


def _unlike(one: Column, other: Column) -> NDArray[np.bool_]:
    lacks, lacks_now = is_missing(one), is_missing(other)
    if one.dtype.kind != other.dtype.kind and not (is_numeric(one) and is_numeric(other)):
        one, other = one.astype(object), other.astype(object)
    is_other: NDArray[np.bool_] = (lacks != lacks_now) | (~lacks & ~lacks_now & (one != other))
    return is_other


def with_missing(column: Column, hit: NDArray[np.bool_]) -> Column:
    """Return a copy of a column without values in the rows that are hit; integers become floats, to have a NaN."""
    kind = column.dtype.kind
    if kind in "iuf":
        changed: Column = column.astype(np.float64)
        changed[hit] = np.nan
    elif kind == "M":
        changed = column.copy()
        changed[hit] = np.datetime64("NaT")
    else:
        changed = column.astype(object)
        changed[hit] = None
    return changed


def taken(rows: Rows, at: Sequence[int] | NDArray[Any]) -> dict[str, Column]:
    """Return some rows, by number or by mask, in that order."""
    places = np.asarray(at)
    return {name: column[places] for name, column in rows.items()}


def answers(predict: Predict, rows: Rows) -> Floats:
    """Return what a model answers: one number a row, shape (n,), or several, such as one a class, shape (n, k).

    Raises
    ------
    ModelError
        If it returns another number of answers than rows.
    """
    found = np.atleast_1d(np.asarray(predict(rows), dtype=np.float64))
    if len(found) != n_rows(rows):
        text = f"it was given {n_rows(rows):,} rows and returned {len(found):,} answers"
        raise ModelError.failed("predict", text)
    return found[:, 0] if found.shape[1:] == (1,) else found


def are_numbers(found: Floats) -> NDArray[np.bool_]:
    """Tell of each answer whether all its numbers are finite.

    Examples
    --------
    >>> are_numbers(np.array([[0.5, 0.5], [np.nan, 1.0]])).tolist(), are_numbers(np.array([np.inf])).tolist()
    ([True, False], [False])
    """
    there: NDArray[np.bool_] = np.isfinite(found)
    if there.ndim == 1:
        return there
    every: NDArray[np.bool_] = np.all(there, axis=1)
    return every


def picked(chosen: NDArray[np.bool_], one: Floats, other: Floats) -> Floats:
    """Return the answers of `one` for the rows that are chosen, and of `other` for the rest.

    Examples
    --------
    >>> picked(np.array([True, False]), np.ones((2, 2)), np.zeros((2, 2))).tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    return np.where(chosen if one.ndim == 1 else chosen[:, None], one, other)
