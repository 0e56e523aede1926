"""Check: the variance of a column."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.moments import Moments, MomentsState
from lockgate.scan.statistic_check import OR_FAR, StatisticCheck

__all__ = ["Variance"]


@dataclass(frozen=True, slots=True)
class Variance(StatisticCheck):
    """Require the sample variance of a column of numbers, or of truth values as 0 and 1 (divisor n - 1).

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with a single value
    or with NaN or infinite values, because it has no variance.

    Parameters
    ----------
    requirement : Requirement
        What the variance must satisfy, in the column's unit squared.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: variance
        column: distance
        mustBeGreaterThan: 0

    >>> from lockgate.domain.requirement import Requirement
    >>> check = Variance(Requirement.at_most(5), "distance")
    >>> check.judge((MomentsState(n=3, mean=2.0, squares=8.0),)).summary  # values 0, 2, 4
    'variance 4'
    """

    name: ClassVar[str] = "variance"
    says: ClassVar[str] = "variance"
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
        return (state.spread / (state.n - 1) if state.n > 1 else math.nan), state.n
