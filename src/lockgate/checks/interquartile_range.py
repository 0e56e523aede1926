"""Check: the interquartile range of a column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.order_statistics import OrderStatistics, OrderStatisticsState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["InterquartileRange"]


@dataclass(frozen=True, slots=True)
class InterquartileRange(StatisticCheck):
    """Require the upper quartile minus the lower quartile of a numeric column, both exact.

    A quartile is the smallest value that at least a quarter (three quarters) of the non-null values do not exceed
    (``inverted_cdf`` of numpy). A column without a value is ``INCONCLUSIVE``, and so is one with NaN or infinite
    values. Takes a pass of its own.

    Parameters
    ----------
    requirement : Requirement
        What the interquartile range must satisfy, in the column's unit, 0 or more.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: interquartile_range
        column: distance
        mustBeBetween: [500, 1500]

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> check = InterquartileRange(Requirement.at_most(1_000), "distance")
    >>> check.judge((OrderStatisticsState(n=9, n_not_finite=0, quantiles=(502.0, 1_389.0)), Count(9))).summary
    'interquartile range 887'
    """

    name: ClassVar[str] = "interquartile_range"
    says: ClassVar[str] = "interquartile range"
    undefined: ClassVar[str] = "the column has NaN or infinite values"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (
            OrderStatistics(self.column, (0.25, 0.75)),
            RowCount(),
        )  # the count knows slices without any value

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        state = cast("OrderStatisticsState", states[0])
        if not state.n:
            return None, 0
        lower, upper = state.quantiles
        return (math.nan if state.n_not_finite else upper - lower), state.n
