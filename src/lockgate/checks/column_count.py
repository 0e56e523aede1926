"""Check: how many columns a table has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["ColumnCount"]


@dataclass(frozen=True, slots=True)
class ColumnCount(StatisticCheck):
    """Require how many columns a table has.

    Reads no row: null, NaN and infinity do not matter, and a table without rows is judged like any other. `where` and
    `group_by` have no meaning here.

    Parameters
    ----------
    requirement : Requirement
        What the number must satisfy.

    Examples
    --------
    .. code-block:: yaml

        check: column_count
        mustBeBetween: [19, 25]

    >>> from lockgate.domain.requirement import Requirement
    >>> ColumnCount(Requirement.at_least(2)).judge((SchemaState(()),)).summary
    'columns 0'
    """

    name: ClassVar[str] = "column_count"
    says: ClassVar[str] = "columns"

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (TableSchema(),)

    def value(self, states: Sequence[State]) -> tuple[int, int]:
        n = len(cast("SchemaState", states[0]).columns)
        return n, n
