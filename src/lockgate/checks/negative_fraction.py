"""Check: the fraction of negative values in a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.comparisons import Below
from lockgate.scan.predicates import NotNull
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["NegativeFraction"]


@dataclass(frozen=True, slots=True)
class NegativeFraction(StatisticCheck):
    """Require the fraction of values that are negative, in a numeric column.

    Taken over non-null values. NaN is a value that is not negative, negative infinity is negative, negative zero
    is not. A column without a value is ``INCONCLUSIVE``.

    Parameters
    ----------
    requirement : Requirement
        What the fraction must satisfy; bounds in [0, 1].
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: negative_fraction
        column: arr_delay
        mustBeLessThan: 0.9

    >>> from lockgate.domain.requirement import Requirement
    >>> NegativeFraction(Requirement.at_most(0.9), "arr_delay").judge((Count(1_000), Count(40))).summary
    'negative fraction 0.04'
    """

    name: ClassVar[str] = "negative_fraction"
    says: ClassVar[str] = "negative fraction"
    is_fraction: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (CountIf(NotNull((self.column,))), CountIf(Below(self.column, 0)))

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        values, found = (state.n for state in cast("tuple[Count, Count]", states))
        return (found / values if values else None), values
