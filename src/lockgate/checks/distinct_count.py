"""Check: how many distinct keys there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, cast

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["DistinctCount"]


@dataclass(frozen=True, slots=True)
class DistinctCount(StatisticCheck):
    """Require the number of distinct values of a column, or of keys over some columns.

    A key with a null in it is not counted. NaN is one value and equals itself; infinities are values. A column
    without any value is ``INCONCLUSIVE``, even where 0 is accepted.

    Parameters
    ----------
    requirement : Requirement
        What the number must satisfy.
    columns : tuple of str
        Columns that together are the key, at least one.

    Examples
    --------
    .. code-block:: yaml

        check: distinct_count
        columns: [carrier]
        mustBeBetween: [10, 20]

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> check = DistinctCount(Requirement.between(10, 20), ("carrier",))
    >>> check.judge((KeyCountsState(rows=1_000, distinct=16, repeated=16), Count(1_000))).verdict.name
    'PASS'
    """

    name: ClassVar[str] = "distinct_count"
    says: ClassVar[str] = "distinct count"

    columns: tuple[str, ...] = field()

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if not self.columns or len(set(self.columns)) < len(self.columns):
            raise ParameterError.of(self.name, "columns", "one or more columns, each once", list(self.columns))

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (KeyCounts(self.columns), RowCount())  # the count knows slices without any key

    def value(self, states: Sequence[State]) -> tuple[int | None, int]:
        keys = cast("KeyCountsState", states[0])
        return (keys.distinct if keys.rows else None), keys.rows
