"""Check: the share of a column's most common value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["MostCommonFraction"]


@dataclass(frozen=True, slots=True)
class MostCommonFraction(StatisticCheck):
    """Require the share of rows that have a column's most common value: near 1, the column is almost constant.

    Taken over the rows that are not null; NaN is a value. A column without a value is ``INCONCLUSIVE``. Takes a pass
    of its own.

    Parameters
    ----------
    requirement : Requirement
        What the share must satisfy; bounds in [0, 1].
    column : str
        Column to examine.

    Examples
    --------
    .. code-block:: yaml

        check: most_common_fraction
        column: carrier
        mustBeLessThan: 0.95

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> carriers = FrequenciesState(rows=10, values=2, singles=0, most=8, least=2, entropy=0.5)
    >>> MostCommonFraction(Requirement.at_most(0.95), "carrier").judge((carriers, Count(10))).summary
    'share of the most common value 0.8'
    """

    name: ClassVar[str] = "most_common_fraction"
    says: ClassVar[str] = "share of the most common value"
    is_fraction: ClassVar[bool] = True

    column: str

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Frequencies((self.column,)), RowCount())  # the count knows slices without any value

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        state = cast("FrequenciesState", states[0])
        return (state.most / state.rows if state.rows else None), state.rows
