"""Check: the spread of a column as a share of its mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.moments import Moments, MomentsState
from lockgate.scan.statistic_check import OR_FAR, StatisticCheck

__all__ = ["CoefficientOfVariation"]


@dataclass(frozen=True, slots=True)
class CoefficientOfVariation(StatisticCheck):
    """Require the coefficient of variation of a numeric column: the standard deviation divided by the absolute mean.

    Taken over non-null values, with divisor n - 1. A column without a value is ``INCONCLUSIVE``, and so is one with
    a single value, with the mean 0, or with NaN or infinite values, because it has no such coefficient.

    Parameters
    ----------
    requirement : Requirement
        What the coefficient must satisfy; without unit, 0 or more.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: coefficient_of_variation
        column: distance
        mustBeBetween: [0.1, 2]

    >>> from lockgate.domain.requirement import Requirement
    >>> check = CoefficientOfVariation(Requirement.at_most(0.5), "distance")
    >>> check.judge((MomentsState(n=3, mean=2.0, squares=8.0),)).summary  # values 0, 2, 4
    'coefficient of variation 1'
    """

    name: ClassVar[str] = "coefficient_of_variation"
    says: ClassVar[str] = "coefficient of variation"
    undefined: ClassVar[str] = f"the column has NaN or infinite values, too few values, or the mean 0, {OR_FAR}"

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
        if state.n == 1 or not state.mean:
            return math.nan, state.n
        return math.sqrt(state.spread / (state.n - 1)) / abs(state.mean), state.n
