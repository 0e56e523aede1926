"""Check: no row is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.comparisons import AllNull
from lockgate.scan.row_check import RowCheck

__all__ = ["EmptyRows"]


@dataclass(frozen=True, slots=True)
class EmptyRows(RowCheck):
    """Require that each row has a value in at least one column.

    All rows are judged. NaN and the empty text are values. A table without rows is ``INCONCLUSIVE``.

    Parameters
    ----------
    columns : tuple of str, default=all columns
        The columns of which one must have a value.

    Examples
    --------
    .. code-block:: yaml

        check: empty_rows
        columns: [dep_time, arr_time, air_time]
        tolerance: 1 %

    >>> from lockgate.scan.aggregates.count import Count
    >>> EmptyRows().judge((Count(1_000), Count(3))).summary
    '3 of 1,000 rows (0.3 %) do not satisfy it'
    """

    name: ClassVar[str] = "empty_rows"

    columns: tuple[str, ...] = ()

    @property
    def required(self) -> str:
        return "a value in one column or more"

    def violation(self) -> AllNull:
        return AllNull(self.columns)

    def population(self) -> Aggregate:
        return RowCount()
