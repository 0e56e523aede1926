"""Check: the sum of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.moments import Total, TotalState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Sum"]


@dataclass(frozen=True, slots=True)
class Sum(StatisticCheck):
    """Require the sum of a numeric column, or the number of true values.

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, not 0, and so is one with NaN or
    infinite values, or whose sum overflows.

    Parameters
    ----------
    requirement : Requirement
        What the sum must satisfy, in the column's unit.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: sum
        column: seats
        mustBeGreaterThan: 0

    >>> from lockgate.domain.requirement import Requirement
    >>> Sum(Requirement.at_least(1), "seats").judge((TotalState(4, 600),)).summary
    'sum 600'
    """

    name: ClassVar[str] = "sum"
    says: ClassVar[str] = "sum"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Total(self.column),)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        (state,) = cast("tuple[TotalState]", states)
        return (state.exact if state.n else None), state.n
