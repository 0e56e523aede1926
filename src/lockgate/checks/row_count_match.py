"""Check: how many rows there are, against another table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.check import Outcome
from lockgate.scan.statistic_check import StatisticCheck, judge_value

__all__ = ["Measure", "RowCountMatch"]

Measure = Literal["difference", "ratio"]
"""How two numbers of rows are compared."""


@dataclass(frozen=True, slots=True)
class RowCountMatch(StatisticCheck):
    """Require the number of rows, compared with another table.

    Each row counts, whatever nulls, NaN or infinities it holds. A table without rows has the count 0, which is
    compared like any other number; a ratio to a table without rows is ``INCONCLUSIVE``. `where` and `group_by`
    pick rows of the own table only: the other table is always counted whole.

    Parameters
    ----------
    requirement : Requirement
        What the difference or ratio must satisfy.
    to_table : str
        The other table.
    measure : str, default="difference"
        ``difference``: rows here minus rows there. ``ratio``: rows here divided by rows there.

    Examples
    --------
    .. code-block:: yaml

        check: row_count_match
        to_table: scored
        mustBe: 0

    >>> from lockgate.domain.requirement import Requirement
    >>> check = RowCountMatch(Requirement.between(0.9, 1.1), "last_week", "ratio")
    >>> check.judge((Count(800), Count(1_000))).summary
    'row count ratio to `last_week` 0.8: 800 rows here, 1,000 there'
    """

    name: ClassVar[str] = "row_count_match"
    says: ClassVar[str] = "row count difference"

    to_table: str
    measure: Measure = "difference"

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if self.measure not in get_args(Measure):
            raise ParameterError.of(self.name, "measure", "`difference` or `ratio`", self.measure)

    @property
    def columns(self) -> tuple[str, ...]:
        return ()

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (RowCount(), Elsewhere(self.to_table, RowCount()))

    def judge(self, states: Sequence[State]) -> Outcome:
        here, there = (state.n for state in cast("tuple[Count, Count]", states))
        value, n = self.value(states)
        outcome = judge_value(
            value, self.requirement, says=f"row count {self.measure} to `{self.to_table}`", n=n
        )
        if value is None:
            return replace(outcome, summary=f"`{self.to_table}` has no rows to compare with")
        return replace(outcome, summary=f"{outcome.summary}: {here:,} rows here, {there:,} there")

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        here, there = (state.n for state in cast("tuple[Count, Count]", states))
        if self.measure == "difference":
            return here - there, here
        return (here / there if there else None), here
