"""Check: the largest value of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.requirement import Bound
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates import Count, CountIf, Extremes, ExtremesState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.statistic_check import StatisticCheck, judge_value

__all__ = ["Max"]


@dataclass(frozen=True, slots=True)
class Max(StatisticCheck):
    """Require the largest value of a column: a number, date, timestamp or text.

    Nulls are no value. A column without a value is ``INCONCLUSIVE``, and so is one with NaN, or whose largest value
    is infinite. To judge each row, and to see the rows that offend, use `range`.

    Parameters
    ----------
    requirement : Requirement
        What the largest value must satisfy; bounds of the column's kind.
    column : str
        A column whose type has an order.

    Examples
    --------
    .. code-block:: yaml

        check: max
        column: time_hour
        mustBeLessOrEqualTo: 2013-07-01T00:00:00Z

    >>> from lockgate.domain.requirement import Requirement
    >>> outcome = Max(Requirement.at_most(15), "air_time").judge((ExtremesState(15, 15), Count(1_000)))
    >>> outcome.summary, outcome.seen
    ('the largest value is as required', 'largest value 15')
    """

    name: ClassVar[str] = "max"
    says: ClassVar[str] = "largest value"
    is_value: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Extremes(self.column), CountIf(NotNull((self.column,))))

    def judge(self, states: Sequence[State]) -> Outcome:
        value, n = self.value(states)
        requirement = cast("ExtremesState", states[0]).comparable_requirement(self.requirement)
        return judge_value(value, requirement, says=self.says, n=n, is_value=True)

    def value(self, states: Sequence[State]) -> tuple[Bound | None, int]:
        extremes, filled = cast("tuple[ExtremesState, Count]", states)
        if extremes.bounds is None:
            return None, 0
        return extremes.bounds[1], filled.n
