"""Check: the skewness of a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState
from lockgate.scan.statistic_check import OR_FAR, StatisticCheck

__all__ = ["Skewness"]


@dataclass(frozen=True, slots=True)
class Skewness(StatisticCheck):
    """Require the skewness of a numeric column: 0 for symmetric values, positive for a long tail to the right.

    The third standardised moment ``m3 / m2 ** 1.5`` of the non-null values, with divisor n (scipy's ``skew``, Deequ's
    ``Skewness``). A column without a value is ``INCONCLUSIVE``, and so is one with one value only or with NaN or
    infinite values, because it has no skewness.

    Parameters
    ----------
    requirement : Requirement
        What the skewness must satisfy; without unit.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: skewness
        column: distance
        mustBeBetween: [-2, 2]

    >>> from lockgate.domain.requirement import Requirement
    >>> check = Skewness(Requirement.at_most(1), "distance")
    >>> check.judge((HigherMomentsState(n=4, mean=1.0, squares=12.0, cubes=24.0, fourths=84.0),)).summary  # 0, 0, 0, 4
    'skewness 1.1547'
    """

    name: ClassVar[str] = "skewness"
    says: ClassVar[str] = "skewness"
    undefined: ClassVar[str] = f"the column has NaN or infinite values, or one value only, {OR_FAR}"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (HigherMoments(self.column),)

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        (state,) = cast("tuple[HigherMomentsState]", states)
        return (state.skewness if state.n else None), state.n
