"""Check: the kurtosis of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState
from lockgate.scan.statistic_check import OR_FAR, StatisticCheck

__all__ = ["Kurtosis"]


@dataclass(frozen=True, slots=True)
class Kurtosis(StatisticCheck):
    """Require the excess kurtosis of a numeric column: 0 for normal values, positive for heavy tails.

    The fourth standardised moment minus 3, ``m4 / m2 ** 2 - 3``, of the non-null values, with divisor n (scipy's
    ``kurtosis``, Deequ's ``Kurtosis``). A column without a value is ``INCONCLUSIVE``, and so is one with one value
    only or with NaN or infinite values, because it has no kurtosis.

    Parameters
    ----------
    requirement : Requirement
        What the excess kurtosis must satisfy; without unit, -2 or more.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: kurtosis
        column: distance
        mustBeLessThan: 10

    >>> from lockgate.domain.requirement import Requirement
    >>> check = Kurtosis(Requirement.at_most(1), "distance")
    >>> check.judge((HigherMomentsState(n=4, mean=1.0, squares=12.0, cubes=24.0, fourths=84.0),)).summary  # 0, 0, 0, 4
    'excess kurtosis -0.666667'
    """

    name: ClassVar[str] = "kurtosis"
    says: ClassVar[str] = "excess kurtosis"
    undefined: ClassVar[str] = f"the column has NaN or infinite values, or one value only, {OR_FAR}"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (HigherMoments(self.column),)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        (state,) = cast("tuple[HigherMomentsState]", states)
        return (state.excess_kurtosis if state.n else None), state.n
