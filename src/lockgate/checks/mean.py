"""Check: the mean of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.moments import Total, TotalState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Mean"]


@dataclass(frozen=True, slots=True)
class Mean(StatisticCheck):
    """Require the arithmetic mean of a column of numbers, or of dates or timestamps where the bounds are such.

    Truth values count as 0 and 1: the mean is the share of true.

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with NaN or
    infinite values, because it has no mean. Instants are taken in UTC, a date as its beginning.

    Parameters
    ----------
    requirement : Requirement
        What the mean must satisfy, in the column's unit.
    column : str
        A column of numbers, truth values, dates or timestamps, as the bounds are.

    Examples
    --------
    .. code-block:: yaml

        check: mean
        column: distance
        mustBeBetween: [900, 1200]

    >>> from lockgate.domain.requirement import Requirement
    >>> Mean(Requirement.between(900, 1200), "distance").judge((TotalState(4, 4_000),)).verdict.name
    'PASS'
    """

    name: ClassVar[str] = "mean"
    says: ClassVar[str] = "mean"
    takes_instants: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Total(self.column, self.of_instants),)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        (state,) = cast("tuple[TotalState]", states)
        return (state.exact / state.n if state.n else None), state.n
