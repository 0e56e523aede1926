"""Check: a column is filled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.predicates import IsNull
from lockgate.scan.row_check import RowCheck

__all__ = ["Completeness"]


@dataclass(frozen=True, slots=True)
class Completeness(RowCheck):
    """Require that a column has a value in each row.

    Nulls are what the engine calls null: NaN and empty texts count as filled; add `missing_codes` for those.
    A table without rows is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        Column to examine.
    tolerance : Tolerance, default=no row
        How many rows may be null.

    Examples
    --------
    .. code-block:: yaml

        check: completeness
        column: dep_time
        tolerance: {fraction: 0.03}

    >>> from lockgate.scan.aggregates.count import Count
    >>> Completeness("email").judge((Count(1_000), Count(50))).summary
    '50 of 1,000 rows (5 %) do not satisfy it'
    """

    name: ClassVar[str] = "completeness"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return "every row filled"

    def population(self) -> Aggregate:
        return RowCount()

    def violation(self) -> IsNull:
        return IsNull(self.column)
