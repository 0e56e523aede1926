"""Check: the fraction of zero values in a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.predicates import NotNull, OneOf
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["ZeroFraction"]


@dataclass(frozen=True, slots=True)
class ZeroFraction(StatisticCheck):
    """Require the fraction of values that are zero, in a numeric column.

    Taken over non-null values. NaN and infinities are values that are not zero; negative zero is zero. A column
    without a value is ``INCONCLUSIVE``.

    Parameters
    ----------
    requirement : Requirement
        What the fraction must satisfy; bounds in [0, 1].
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: zero_fraction
        column: dep_delay
        mustBeLessThan: 0.5

    >>> from lockgate.domain.requirement import Requirement
    >>> ZeroFraction(Requirement.at_most(0.5), "dep_delay").judge((Count(1_000), Count(40))).summary
    'zero fraction 0.04'
    """

    name: ClassVar[str] = "zero_fraction"
    says: ClassVar[str] = "zero fraction"
    is_fraction: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (CountIf(NotNull((self.column,))), CountIf(OneOf(self.column, (0,))))

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        values, found = (state.n for state in cast("tuple[Count, Count]", states))
        return (found / values if values else None), values
