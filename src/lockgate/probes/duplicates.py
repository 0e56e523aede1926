"""Features that say the same as another."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from lockgate.probes.rows import Column, Rows, is_missing

__all__ = ["duplicated_features"]


def duplicated_features(rows: Rows, features: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return groups of features that say the same: each value of one stands with one value of the other, always.

    Numbers that are each other in another unit are the same, and so are texts and their codes. Constant columns say
    nothing and are left out, and so are columns whose values are all different, unless they are in the same order.

    Parameters
    ----------
    rows : Rows
        The rows.
    features : tuple of str
        The columns that are compared.

    Returns
    -------
    tuple of tuples of str
        Groups of two or more, in the order of the features.

    Examples
    --------
    >>> who = np.array(["a", "a", "b"], dtype=object)
    >>> rows = {"km": np.array([1, 2, 2]), "m": np.array([1e3, 2e3, 2e3]), "who": who}
    >>> duplicated_features(rows, ("km", "m", "who"))
    (('km', 'm'),)
    """
    groups: dict[bytes, list[str]] = defaultdict(list)
    for name in features:
        codes = _codes(rows[name])
        n_values = len(np.unique(codes))
        if n_values > 1:
            # where no value comes twice any two columns would match, so their order must be the same
            key = codes if n_values < len(codes) else _order(rows[name])
            groups[key.tobytes()].append(name)
    return tuple(tuple(names) for names in groups.values() if len(names) > 1)


def _codes(column: Column) -> Column:
    """Return a number for each value, counted in the order in which they come first."""
    _, first, inverse = np.unique(_comparable(column), return_index=True, return_inverse=True)
    codes: Column = np.argsort(np.argsort(first))[inverse.reshape(-1)].astype(np.int64)
    return codes


def _order(column: Column) -> Column:
    return np.argsort(_comparable(column), kind="stable").astype(np.int64)


def _comparable(column: Column) -> Column:
    """Return values that can be sorted; that one is missing is a value too."""
    if column.dtype.kind != "O":
        return column
    return np.where(is_missing(column), "", np.char.add("=", column.astype(str)))
