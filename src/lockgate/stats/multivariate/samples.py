"""Two samples of rows as matrices, checked and brought to one scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lockgate.domain.errors import ParameterError

__all__ = ["standardised_samples"]

Floats = NDArray[np.float64]
_FAR = 10.0  # standard deviations beyond which a value tells no more than that it is far out


def standardised_samples(where: str, reference: ArrayLike, current: ArrayLike) -> tuple[Floats, Floats]:
    """Return both samples in standard deviations of the reference, columns that are constant in it left at 0 or far.

    Parameters
    ----------
    where : str
        The function that asks, for the error.
    reference, current : array-like of shape (n_rows, n_columns)
        Rows, all values finite; missing values are for the caller to fill, and to mark by a column of their own.

    Returns
    -------
    tuple of ndarray
        Of the same shapes, values cut off at ten standard deviations.

    Raises
    ------
    ParameterError
        If the samples are no matrices with the same columns, have fewer than two rows or values that are not finite.

    Examples
    --------
    >>> first, second = standardised_samples("here", [[1.0], [3.0]], [[2.0], [4.0]])
    >>> first.ravel().tolist(), second.ravel().tolist()
    ([-1.0, 1.0], [0.0, 2.0])
    """
    first, second = _matrix(where, "reference", reference), _matrix(where, "current", current)
    if first.shape[1] != second.shape[1]:
        raise ParameterError.of(
            where, "current", f"{first.shape[1]} columns, as in the reference", second.shape[1]
        )
    mean, spread = first.mean(axis=0), first.std(axis=0)
    unit = np.where(spread > 0, spread, 1.0)
    return np.clip((first - mean) / unit, -_FAR, _FAR), np.clip((second - mean) / unit, -_FAR, _FAR)


def _matrix(where: str, name: str, rows: ArrayLike) -> Floats:
    matrix = np.asarray(rows, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] < 2 or matrix.shape[1] < 1:  # noqa: PLR2004 - rows by columns, two rows
        raise ParameterError.of(where, name, "a matrix of two rows or more", f"shape {matrix.shape}")
    if not np.isfinite(matrix).all():
        raise ParameterError.of(where, name, "finite values", "missing or infinite ones")
    return matrix
