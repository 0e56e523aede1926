"""Check: a sum, count or mean of a column, against another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.moments import Total, TotalState
from lockgate.scan.check import Outcome
from lockgate.scan.statistic_check import StatisticCheck, judge_value

__all__ = ["AggregateMatch", "Measure", "Statistic"]

Statistic = Literal["sum", "count", "mean"]
"""Which number of the two columns is compared."""

Measure = Literal["difference", "ratio"]
"""How the two numbers are compared."""


@dataclass(frozen=True, slots=True)
class AggregateMatch(StatisticCheck):
    """Require a sum, count or mean of a numeric column, compared with a column of another table.

    Taken over non-null values on both sides. ``INCONCLUSIVE`` where a side has no value, where NaN or infinite
    values leave a sum or mean undefined, or for the ratio to 0. `where` and `group_by` pick rows of the own table only:
    the other table is always taken whole.

    Parameters
    ----------
    requirement : Requirement
        What the difference or ratio must satisfy.
    column : str
        A numeric column.
    to_table : str
        The other table.
    to_column : str, default=same name
        The numeric column there.
    statistic : str, default="sum"
        ``sum``, ``count`` (of the values) or ``mean``.
    measure : str, default="difference"
        ``difference``: here minus there. ``ratio``: here divided by there.

    Examples
    --------
    .. code-block:: yaml

        check: aggregate_match
        column: distance
        to_table: flights_raw
        measure: ratio
        mustBeBetween: [0.999, 1.001]

    >>> from lockgate.domain.requirement import Requirement
    >>> check = AggregateMatch(Requirement.between(0, 0), "distance", "flights_raw")
    >>> check.judge((TotalState(9, 900), TotalState(10, 1_000))).summary
    'sum difference to `flights_raw` -100'
    """

    name: ClassVar[str] = "aggregate_match"
    says: ClassVar[str] = "difference"

    column: str
    to_table: str
    to_column: str = ""
    statistic: Statistic = "sum"
    measure: Measure = "difference"

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if self.statistic not in get_args(Statistic):
            raise ParameterError.of(self.name, "statistic", "`sum`, `count` or `mean`", self.statistic)
        if self.measure not in get_args(Measure):
            raise ParameterError.of(self.name, "measure", "`difference` or `ratio`", self.measure)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Total(self.column), Elsewhere(self.to_table, Total(self.to_column or self.column)))

    def judge(self, states: Sequence[State]) -> Outcome:
        here, there = cast("tuple[TotalState, TotalState]", states)
        if here.n and not there.n:
            return Outcome.no_rows(what=f"`{self.to_table}` has no value to compare with")
        value, n = self.value(states)
        says = f"{self.statistic} {self.measure} to `{self.to_table}`"
        outcome = judge_value(value, self.requirement, says=says, n=n)
        if value is None:
            return outcome
        shown = f"{format_value(self._number(here))} here, {format_value(self._number(there))} there"
        reason = Reason.TABLES_DISAGREE if outcome.verdict is Verdict.FAIL else outcome.reason
        return replace(outcome, reason=reason, seen=shown)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        here, there = cast("tuple[TotalState, TotalState]", states)
        if not here.n or not there.n:
            return None, here.n
        ours, theirs = self._number(here), self._number(there)
        if self.measure == "difference":
            return ours - theirs, here.n
        return (ours / theirs if theirs else float("nan")), here.n

    def _number(self, state: TotalState) -> float:
        if self.statistic == "count":
            return state.n
        return state.exact if self.statistic == "sum" else state.exact / state.n
