"""Rows as models take them: from Arrow, to pandas and to a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lockgate.app.model_ports import Rows
from lockgate.domain.errors import MissingExtraError, ModelError
from lockgate.domain.listing import and_more

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["count_of", "frame_of", "matrix_of", "rows_of_arrow", "taken"]


def rows_of_arrow(batch: Any, columns: Sequence[str]) -> Rows:  # noqa: ANN401 - Arrow has no types
    """Return some columns of a record batch as arrays; empty `columns` for all."""
    names = [name for name in (columns or batch.schema.names) if name in batch.schema.names]
    return {name: _array(batch.column(batch.schema.names.index(name))) for name in names}


def _array(column: Any) -> np.ndarray:  # noqa: ANN401 - as above
    import pyarrow as pa  # noqa: PLC0415 - the batch is one of Arrow's

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        plain = column.cast(pa.timestamp("us", kind.tz if pa.types.is_timestamp(kind) else None))
        found: np.ndarray = plain.to_numpy(zero_copy_only=False)
        return found.astype("datetime64[us]")
    if pa.types.is_boolean(kind):
        return np.asarray(column.to_pylist(), dtype=object if column.null_count else bool)
    if pa.types.is_integer(kind) and not column.null_count and kind != pa.uint64():
        return np.asarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return np.asarray(
            column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), dtype=np.float64
        )
    values = np.empty(len(column), dtype=object)
    values[:] = column.to_pylist()
    return values


def count_of(rows: Rows) -> int:
    """Return how many rows these are; 0 of no columns."""
    return next((len(values) for values in rows.values()), 0)


def taken(rows: Rows, features: Sequence[str], place: str) -> Rows:
    """Return the columns that a model reads, in its order; all where it does not know them.

    Raises
    ------
    ModelError
        If one is not there.
    """
    missing = sorted(set(features) - set(rows))
    if missing:
        text = f"the table lacks {len(missing)} of its features: {and_more(missing, 5)}"
        raise ModelError.failed(place, text)
    return {name: rows[name] for name in features} if features else rows


def frame_of(rows: Rows) -> pd.DataFrame:
    """Return rows as a pandas DataFrame.

    Raises
    ------
    MissingExtraError
        If pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an extra, loaded only to score
    except ImportError as error:
        raise MissingExtraError.of("score", "pandas", "sklearn") from error
    return pd.DataFrame(dict(rows))


def matrix_of(rows: Rows, place: str) -> np.ndarray:
    """Return rows as a matrix of float64, nulls as NaN.

    Raises
    ------
    ModelError
        If a column holds anything but numbers.
    """
    columns = []
    for name, values in rows.items():
        if values.dtype.kind == "M":
            raise ModelError.failed(place, f"column `{name}` holds instants, and the model takes numbers")
        try:
            columns.append(np.asarray(values, dtype=np.float64))
        except (TypeError, ValueError) as error:
            text = f"column `{name}` holds texts, and the model takes numbers"
            raise ModelError.failed(place, text, "encode it before, or inside the model") from error
    return np.column_stack(columns) if columns else np.empty((0, 0))
