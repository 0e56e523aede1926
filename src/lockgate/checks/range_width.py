"""Check: the width of a column's range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.domain.errors import DataError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.predicates import NotNull
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["RangeWidth"]


@dataclass(frozen=True, slots=True)
class RangeWidth(StatisticCheck):
    """Require the greatest minus the smallest value of a numeric column.

    Taken over non-null values. A column without a value is ``INCONCLUSIVE``, and so is one with NaN or infinite
    values; equal values have the width 0.

    Parameters
    ----------
    requirement : Requirement
        What the width must satisfy, in the column's unit.
    column : str
        A numeric column.

    Examples
    --------
    .. code-block:: yaml

        check: range_width
        column: distance
        mustBeGreaterThan: 1000

    >>> from lockgate.domain.requirement import Requirement
    >>> check = RangeWidth(Requirement.at_least(1_000), "distance")
    >>> check.judge((ExtremesState(17, 4_983), Count(9))).summary
    'range width 4966'
    """

    name: ClassVar[str] = "range_width"
    says: ClassVar[str] = "range width"
    undefined: ClassVar[str] = "the column has NaN or infinite values"

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Extremes(self.column), CountIf(NotNull((self.column,))))

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        extremes, filled = cast("tuple[ExtremesState, Count]", states)
        if extremes.ends is None:
            return None, 0
        lowest, highest = extremes.ends
        if not (isinstance(lowest, int | float) and isinstance(highest, int | float)):
            raise DataError.wrong_type("", self.column, "numeric", extremes.logical.value)
        is_finite = math.isfinite(lowest) and math.isfinite(highest)
        return (highest - lowest if is_finite else math.nan), filled.n
