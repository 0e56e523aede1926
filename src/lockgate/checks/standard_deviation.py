"""Check: the standard deviation of a column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.moments import Moments, MomentsState
from lockgate.scan.statistic_check import OR_FAR, StatisticCheck

__all__ = ["StandardDeviation"]


@dataclass(frozen=True, slots=True)
class StandardDeviation(StatisticCheck):
    """Require the sample standard deviation of a column of numbers, or of truth values as 0 and 1 (divisor n - 1).

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with a single value
    or with NaN or infinite values, because it has no standard deviation.

    Parameters
    ----------
    requirement : Requirement
        What the standard deviation must satisfy, in the column's unit.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: standard_deviation
        column: distance
        mustBeGreaterThan: 0

    >>> from lockgate.domain.requirement import Requirement
    >>> check = StandardDeviation(Requirement.at_most(3), "distance")
    >>> check.judge((MomentsState(n=3, mean=2.0, squares=8.0),)).summary  # values 0, 2, 4
    'standard deviation 2'
    """

    name: ClassVar[str] = "standard_deviation"
    says: ClassVar[str] = "standard deviation"
    undefined: ClassVar[str] = f"the column has NaN or infinite values, or too few values, {OR_FAR}"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Moments(self.column),)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        (state,) = cast("tuple[MomentsState]", states)
        if not state.n:
            return None, 0
        return (math.sqrt(state.spread / (state.n - 1)) if state.n > 1 else math.nan), state.n
