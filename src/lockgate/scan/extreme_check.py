"""Checks on the smallest or largest value of a column."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, cast

from lockgate.domain.requirement import Bound, Requirement
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.check import Outcome
from lockgate.scan.instants import bare_instant
from lockgate.scan.predicates import NotNull
from lockgate.scan.statistic_check import StatisticCheck, judge_value

__all__ = ["ExtremeCheck"]


@dataclass(frozen=True, slots=True)
class ExtremeCheck(StatisticCheck):
    """Base of checks on one end of a column's values: a subclass says which end."""

    is_value: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return the extremes of the column, and how many values it has."""
        return (Extremes(self.column), CountIf(NotNull((self.column,))))

    @abstractmethod
    def end(self, state: ExtremesState) -> Bound | None:
        """Return the value at this end, None where there is no value."""

    def judge(self, states: Sequence[State]) -> Outcome:
        """Compare the end with the requirement, both in the kind of the column's values."""
        value, n = self.value(states)
        state = cast("ExtremesState", states[0])
        requirement = state.comparable_requirement(self.requirement)
        if isinstance(value, str):
            value = _as_bounds_are(value, requirement, state)
        return judge_value(value, requirement, says=self.says, n=n, is_value=True)

    def value(self, states: Sequence[State]) -> tuple[Bound | None, int]:
        """Return the end and the rows that have a value."""
        extremes, filled = cast("tuple[ExtremesState, Count]", states)
        value = self.end(extremes)
        return value, 0 if value is None else filled.n


def _as_bounds_are(text: str, requirement: Requirement, state: ExtremesState) -> Bound:
    """Return a text as the date or instant that it names, where the bounds are such and both ends name one."""
    ends = [bare_instant(end) for end in state.bounds or ()]
    moment = bare_instant(text)
    if not all(isinstance(bound, date) for bound in requirement.bounds) or moment is None or None in ends:
        return text
    return moment if all(isinstance(bound, datetime) for bound in requirement.bounds) else moment.date()
