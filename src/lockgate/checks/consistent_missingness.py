"""Check: some columns are missing together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from lockgate.scan.aggregate import Aggregate
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.relation_check import several_columns
from lockgate.scan.relations import FilledOutside
from lockgate.scan.row_check import RowCheck

__all__ = ["ConsistentMissingness"]


@dataclass(frozen=True, slots=True)
class ConsistentMissingness(RowCheck):
    """Require that some columns are all filled or all null in each row, such as the parts of an address.

    Only nulls are missing: NaN, infinities and empty texts are values. Every row is judged; a table without rows is
    ``INCONCLUSIVE``.

    Parameters
    ----------
    columns : tuple of str
        Two or more columns.
    tolerance : Tolerance, default=no row
        How many rows may violate.

    Examples
    --------
    .. code-block:: yaml

        check: consistent_missingness
        columns: [dep_time, dep_delay]

    >>> from lockgate.scan.aggregates.count import Count
    >>> ConsistentMissingness(("dep_time", "dep_delay")).judge((Count(1_000), Count(0))).required
    'dep_time, dep_delay all filled or all null'
    """

    name: ClassVar[str] = "consistent_missingness"

    columns: tuple[str, ...] = field()  # the field, not the property that it replaces

    def __post_init__(self) -> None:
        several_columns(self.name, self.columns)

    @property
    def required(self) -> str:
        return f"{', '.join(self.columns)} all filled or all null"

    def population(self) -> Aggregate:
        return RowCount()

    def violation(self) -> FilledOutside:
        return FilledOutside(self.columns, 1, len(self.columns) - 1, is_inside=True)
