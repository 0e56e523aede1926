"""What answers cost: a loss for each item, which is a row or a query, and which unit and part it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.errors import ParameterError
from lockgate.probes.rows import Column, Floats, is_missing

__all__ = ["Costs", "Places", "places_in"]

Places = NDArray[np.int64]
"""Of each row or item the unit that it belongs to, from 0 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """How answers become losses, and how losses become a mean over units.

    A unit is what stands for itself: a row, or the query or series that rows belong to.

    Parameters
    ----------
    losses : callable
        The loss of each item, by the answers to all rows.
    units : ndarray of shape (n_items,)
        The unit of each item.
    n_units : int
        How many there are.
    of_rows : ndarray of shape (n,)
        The unit of each row.
    parts : tuple of ndarray of bool of shape (n_items,)
        Which items each part has, such as those of a horizon; the first is all of them.
    """

    losses: Callable[[Floats], Floats]
    units: Places
    n_units: int
    of_rows: Places
    parts: tuple[NDArray[np.bool_], ...]

    @classmethod
    def by_row(cls, losses: Callable[[Floats], Floats], n: int) -> Costs:
        """Return the costs of rows that stand for themselves."""
        return cls(
            losses=losses, units=np.arange(n), n_units=n, of_rows=np.arange(n), parts=(np.ones(n, dtype=bool),)
        )

    def sizes(self, part: int) -> Floats:
        """Return how many items of a part each unit has."""
        return self.added(self.parts[part].astype(np.float64), part)

    def added(self, values: Floats, part: int) -> Floats:
        """Return the sum of the values of each unit's items in a part."""
        weights = np.where(self.parts[part], values, 0.0)
        return np.bincount(self.units, weights=weights, minlength=self.n_units).astype(np.float64)


def places_in(column: Column, name: str) -> Places:
    """Return the unit of each row from the column that names it.

    Raises
    ------
    ParameterError
        If a row has none.

    Examples
    --------
    >>> places_in(np.array(["b", "a", "b"], dtype=object), "shop").tolist()
    [1, 0, 1]
    """
    if bool(is_missing(column).any()):
        raise ParameterError.of("importance", name, "a column without missing values", "nulls")
    shown = column.astype(str) if column.dtype.kind == "O" else column
    found: Places = np.unique(shown, return_inverse=True)[1].reshape(-1).astype(np.int64)
    return found
