"""Check: the fraction of nulls in a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.predicates import IsNull
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["NullFraction"]


@dataclass(frozen=True, slots=True)
class NullFraction(StatisticCheck):
    """Require the fraction of rows in which a column is null.

    Nulls are what the engine calls null: NaN, infinities and empty texts count as filled. A table without rows is
    ``INCONCLUSIVE``. Other than `completeness` it can ask for nulls: a column that must stay nearly empty.

    Parameters
    ----------
    requirement : Requirement
        What the fraction must satisfy; bounds in [0, 1].
    column : str
        Column to examine.

    Examples
    --------
    .. code-block:: yaml

        check: null_fraction
        column: dep_time
        mustBeLessThan: 0.05

    >>> from lockgate.domain.requirement import Requirement
    >>> NullFraction(Requirement.at_most(0.05), "dep_time").judge((Count(1_000), Count(60))).summary
    'null fraction 0.06'
    """

    name: ClassVar[str] = "null_fraction"
    says: ClassVar[str] = "null fraction"
    is_fraction: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (RowCount(), CountIf(IsNull(self.column)))

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        rows, nulls = (state.n for state in cast("tuple[Count, Count]", states))
        return (nulls / rows if rows else None), rows
