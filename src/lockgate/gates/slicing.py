"""How rows are cut into slices."""

from __future__ import annotations

from dataclasses import dataclass

from lockgate.domain.errors import ParameterError

__all__ = ["NULL_VALUE", "Dimension", "SliceKey", "SliceSet", "slice_set_name"]

NULL_VALUE = "(null)"
"""How a missing value of a slice column is written: it is a slice of its own."""

SliceKey = tuple[tuple[str, str], ...]
"""Column and value pairs that pick the rows of one slice; empty for all rows."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One column that rows are cut by: by value, or for numbers by quantile bins.

    Parameters
    ----------
    column : str
        Name of the column.
    bins : int or None, default=None
        Number of bins with about equal numbers of rows, 2 to 100; None to cut by value.
        Ties can make the bins fewer. The edges are computed once and kept with the cells.
    values : tuple of str, default=()
        The values that are judged, and that must have rows; empty for every value that occurs.
        Not together with `bins`.

    Raises
    ------
    ParameterError
        If an argument is outside the domain stated above.

    Examples
    --------
    >>> Dimension("distance", bins=4).column
    'distance'
    """

    column: str
    bins: int | None = None
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.column:
            raise ParameterError.of("slice", "column", "the name of a column", self.column)
        if self.bins is not None and not 2 <= self.bins <= 100:  # noqa: PLR2004 - stated in the docstring
            raise ParameterError.of("slice", "bins", "an int in [2, 100]", self.bins)
        if self.bins is not None and self.values:
            raise ParameterError.of("slice", "values", "empty where `bins` is given", self.values)


SliceSet = tuple[Dimension, ...]
"""Dimensions that are crossed: one, or a pair."""


def slice_set_name(slice_set: SliceSet) -> str:
    """Return the columns of a slice set for people.

    Examples
    --------
    >>> slice_set_name((Dimension("origin"), Dimension("carrier")))
    'origin × carrier'
    """
    return " × ".join(dimension.column for dimension in slice_set)
