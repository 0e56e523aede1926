"""Check: numbers are numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.comparisons import NotFinite
from lockgate.scan.row_check import RowCheck

__all__ = ["Finite"]


@dataclass(frozen=True, slots=True)
class Finite(RowCheck):
    """Require that no value of a numeric column is NaN or infinite.

    Nulls are not judged. Whole numbers and decimals always satisfy it. A column without any value is
    ``INCONCLUSIVE``. Means and other statistics of a column exist only where this holds.

    Parameters
    ----------
    column : str
        A numeric column.
    tolerance : Tolerance, default=no row
        How many rows may be NaN or infinite.

    Examples
    --------
    .. code-block:: yaml

        check: finite
        column: wind_gust

    >>> from lockgate.scan.aggregates.count import Count
    >>> Finite("wind_gust").judge((Count(1_000), Count(2))).summary
    '2 of 1,000 rows (0.2 %) do not satisfy it'
    """

    name: ClassVar[str] = "finite"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        return "neither NaN nor infinite"

    def violation(self) -> NotFinite:
        return NotFinite(self.column)
