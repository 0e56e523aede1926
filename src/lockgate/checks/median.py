"""Check: the median of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.keyed_counts import SketchState
from lockgate.scan.check import Outcome
from lockgate.scan.order_statistic import judge_quantile, quantile_aggregates
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["Median"]


@dataclass(frozen=True, slots=True)
class Median(StatisticCheck):
    r"""Require the median of a numeric column.

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with NaN or infinite
    values. The median is the smallest value that at least half of the values do not exceed: of an even number of
    values it is the lower of the two in the middle, never a value between them.

    The verdict is exact: with :math:`k = \lceil n / 2 \rceil`, the median is below a bound exactly when at least
    `k` values are, and such counts decide every operator (`lockgate.scan.order_statistic` has the proof). The
    number that is shown comes from a sketch and is within 1 %.

    Parameters
    ----------
    requirement : Requirement
        What the median must satisfy, in the column's unit.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: median
        column: arr_delay
        mustBeLessOrEqualTo: 10

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> check = Median(Requirement.at_most(10), "arr_delay")
    >>> check.judge((SketchState(((1_100, 4),)), Count(2))).verdict.name  # 2 of 4 values are at most 10
    'PASS'
    """

    name: ClassVar[str] = "median"
    says: ClassVar[str] = "median"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return quantile_aggregates(self.column, self.requirement)

    def judge(self, states: Sequence[State]) -> Outcome:
        return judge_quantile(states, self.requirement, 0.5, says=self.says)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        sketch = cast("SketchState", states[0])
        return (sketch.quantile(0.5) if sketch.n else None), sketch.n
