"""Check: how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["RowCountCheck"]


@dataclass(frozen=True, slots=True)
class RowCountCheck(StatisticCheck):
    """Require the number of rows.

    Each row counts, whatever nulls, NaN or infinities it holds. A table without rows has the count 0, which is
    compared like any other number. With `group_by` a slice that has no row is not seen at all.

    Parameters
    ----------
    requirement : Requirement
        What the number of rows must satisfy.

    Examples
    --------
    .. code-block:: yaml

        check: row_count
        mustBeBetween: [300000, 400000]

    >>> from lockgate.domain.requirement import Requirement
    >>> RowCountCheck(Requirement.at_least(1)).judge((Count(0),)).summary
    'row count 0'
    """

    name: ClassVar[str] = "row_count"
    says: ClassVar[str] = "row count"

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (RowCount(),)

    def value(self, states: Sequence[State]) -> tuple[int, int]:
        (state,) = cast("tuple[Count]", states)
        return state.n, state.n
