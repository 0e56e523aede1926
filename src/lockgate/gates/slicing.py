"""How rows are cut into slices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregates.periods import Period
from lockgate.scan.expression import Expression, ValueExpression

__all__ = ["HOLDS", "MOST_CROSSED", "NULL_VALUE", "Dimension", "SliceKey", "SliceSet", "slice_set_name"]

NULL_VALUE = "(null)"
"""How a missing value of a slice column is written: it is a slice of its own."""

HOLDS = "true"
"""The value of a slice that a condition picks."""

MOST_CROSSED = 4
"""Most dimensions that are crossed."""

SliceKey = tuple[tuple[str, str], ...]
"""Column and value pairs that pick the rows of one slice; empty for all rows."""

_FEWEST_BINS, _MOST_BINS, _MOST_LEAVES = 2, 100, 10


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that rows are cut by: a column, a condition, or what an SQL expression gives.

    Parameters
    ----------
    column : str, default=none
        Name of the column. Exactly one of `column`, `where` and `expression` is given.
    bins : int or None, default=None
        Number of bins of a numeric column or expression with about equal numbers of rows, 2 to 100; None to cut by
        value. Ties can make the bins fewer. The edges are computed once and kept with the cells.
    values : tuple of str, default=()
        The values that are judged, and that must have rows; empty for every value that occurs. Only where rows are
        cut by value.
    edges : tuple of float, default=()
        Ends of the bins of a numeric column or expression: finite, ascending, 1 to 99. A bin begins with its lower
        edge; each must have rows.
    every : str or None, default=None
        Cut a date or timestamp into windows: ``hour``, ``day``, ``week`` (from Monday) or ``month``. An instant with
        a zone is taken in UTC.
    tree : int or None, default=None
        Cut a numeric column or expression into at most so many bins, 2 to 10, whose edges separate high from low loss
        of the candidate, as a regression tree does. The edges are found on one half of the rows, and the slices are
        judged on the other half only.
    where : str, default=none
        A condition in SQL that picks the rows of one slice, such as ``hour >= 22 or hour < 5``; needs a `name`.
        A row for which it is unknown is not in the slice.
    expression : str, default=none
        An SQL expression of which each value is a slice, or its numbers with `bins` or `edges`; needs a `name`.
    name : str, default=the column
        What it is called.

    Raises
    ------
    ParameterError, ExpressionError
        If an argument is outside the domain stated above, or does not go with another.

    Examples
    --------
    >>> Dimension("distance", bins=4).called
    'distance'
    >>> Dimension(name="night", where="hour >= 22 or hour < 5").columns
    ('hour',)
    """

    column: str = ""
    bins: int | None = None
    values: tuple[str, ...] = ()
    edges: tuple[float, ...] = ()
    every: Period | None = None
    where: str = ""
    expression: str = ""
    name: str = ""
    tree: int | None = None

    def __post_init__(self) -> None:
        given = [one for one in ("column", "where", "expression") if getattr(self, one)]
        if len(given) != 1:
            must = "the name of a column, or else `where` or `expression`, and only one of them"
            raise ParameterError.of("slice", "column", must, given or self.column)
        if not self.called:
            raise ParameterError.of("slice", "name", f"given beside `{given[0]}`", self.name)
        self._require_one_cut()
        for way, most in (("bins", _MOST_BINS), ("tree", _MOST_LEAVES)):
            number = getattr(self, way)
            if number is not None and not _FEWEST_BINS <= number <= most:
                raise ParameterError.of("slice", way, f"an int in [{_FEWEST_BINS}, {most}]", number)
        are_edges = all(map(math.isfinite, self.edges)) and sorted(set(self.edges)) == list(self.edges)
        if not are_edges or len(self.edges) >= _MOST_BINS:
            must = "finite numbers, ascending, at most 99"
            raise ParameterError.of("slice", "edges", must, list(self.edges))
        if self.every is not None and self.every not in get_args(Period):
            raise ParameterError.of("slice", "every", "`hour`, `day`, `week` or `month`", self.every)
        _ = self.columns

    def _require_one_cut(self) -> None:
        """Refuse two ways to cut at once, and those that the source does not have."""
        ways = {
            "bins": self.bins is not None,
            "edges": bool(self.edges),
            "every": self.every is not None,
            "tree": self.tree is not None,
        }
        cut = [way for way, is_given in ways.items() if is_given]
        if self.values and (cut or self.where):
            raise ParameterError.of(
                "slice", "values", f"empty where `{[*cut, 'where'][0]}` is given", self.values
            )
        if len(cut) > 1:
            raise ParameterError.of("slice", cut[1], f"not given beside `{cut[0]}`", getattr(self, cut[1]))
        if self.where and cut:
            raise ParameterError.of("slice", cut[0], "not given beside `where`", getattr(self, cut[0]))
        if self.expression and self.every is not None:
            raise ParameterError.of("slice", "every", "given with a `column`", self.every)

    @classmethod
    def from_scalar(cls, column: object) -> Dimension:
        """Return the dimension that cuts by the value of a column.

        Raises
        ------
        ParameterError
            If `column` is not a name.
        """
        if not (isinstance(column, str) and column):
            raise ParameterError.of("slice", "column", "the name of a column, or a mapping", column)
        return cls(column)

    @property
    def called(self) -> str:
        """Return what it is called in findings."""
        return self.name or self.column

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that it reads.

        Examples
        --------
        >>> Dimension(name="speed", expression="distance / air_time", bins=4).columns
        ('air_time', 'distance')
        """
        if self.where:
            return Expression(self.where).columns
        return ValueExpression(self.expression).columns if self.expression else (self.column,)


SliceSet = tuple[Dimension, ...]
"""Dimensions that are crossed: one to `MOST_CROSSED`."""


def slice_set_name(slice_set: SliceSet) -> str:
    """Return what the dimensions of a slice set are called, for people.

    Examples
    --------
    >>> slice_set_name((Dimension("origin"), Dimension("carrier")))
    'origin × carrier'
    """
    return " × ".join(dimension.called for dimension in slice_set)
