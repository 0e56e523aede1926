"""Columns of numbers in documents: listed while a person may read them, packed when they are long."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["column_of_plain", "column_to_plain"]

_LISTED = 1_000
_KINDS = ("<u1", "<u2", "<u4", "<u8", "<i8", "<f8")
"""How a column may be packed, as numpy names it: the first that holds its numbers."""


def column_to_plain(values: NDArray[Any]) -> list[int] | list[float] | dict[str, str]:
    """Write a column of numbers as plain JSON; equal columns give equal documents.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Integers or floats.

    Returns
    -------
    list or dict
        The numbers, or, of more than 1,000 and where JSON has no word for one, their bytes: ``dtype`` as numpy
        names it, ``base64``.

    Examples
    --------
    >>> column_to_plain(np.array([1, 2]))
    [1, 2]
    >>> column_to_plain(np.arange(2_000))["dtype"]
    '<u2'
    """
    if values.size <= _LISTED and np.isfinite(values).all():
        listed: list[Any] = values.tolist()
        return listed
    kinds = _KINDS[:-1] if values.dtype.kind in "iu" else _KINDS[-1:]
    ends = values.min(), values.max()
    kind = next(kind for kind in kinds if all(_holds(np.dtype(kind), end) for end in ends))
    return {"dtype": kind, "base64": base64.b64encode(values.astype(kind).tobytes()).decode("ascii")}


def column_of_plain(plain: object) -> NDArray[Any]:
    """Read back what `column_to_plain` wrote, integers as such.

    Raises
    ------
    ValueError, KeyError
        If it is not that.

    Examples
    --------
    >>> column_of_plain({"dtype": "<u2", "base64": "AQACAA=="}).tolist()
    [1, 2]
    """
    if not isinstance(plain, Mapping):
        return np.asarray(plain)
    if plain["dtype"] not in _KINDS:
        message = f"a column is packed as one of {', '.join(_KINDS)}, not {plain['dtype']!r}"
        raise ValueError(message)
    return np.frombuffer(base64.b64decode(plain["base64"], validate=True), dtype=plain["dtype"])


def _holds(kind: np.dtype[Any], end: Any) -> bool:  # noqa: ANN401 - numpy has a type for each width
    if kind.kind == "f":
        return True
    info = np.iinfo(kind)
    return bool(info.min <= end <= info.max)
