"""Columns as JSON takes them: nulls and NaN are null, instants are ISO 8601."""

from __future__ import annotations

import numpy as np

__all__ = ["plain_values"]


def plain_values(values: np.ndarray) -> list[object]:
    """Return the values of a column.

    Examples
    --------
    >>> plain_values(np.array([1.5, np.nan])), plain_values(np.array(["2013-01-01", "NaT"], dtype="datetime64[s]"))
    ([1.5, None], ['2013-01-01T00:00:00', None])
    """
    if values.dtype.kind == "M":
        texts = np.datetime_as_string(values).tolist()
        return [None if text == "NaT" else text for text in texts]
    plain: list[object] = values.tolist()
    if values.dtype.kind == "f":
        return [
            value if known else None for value, known in zip(plain, np.isfinite(values).tolist(), strict=True)
        ]
    return plain
