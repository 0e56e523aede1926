"""Check: the ratio of distinct keys to rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, cast

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["UniquenessRatio"]


@dataclass(frozen=True, slots=True)
class UniquenessRatio(StatisticCheck):
    """Require the number of distinct keys, divided by the number of rows that have a key.

    1 means that no key repeats. A key with a null in it is not counted, neither as a key nor as a row. NaN
    equals itself, as do infinities. A table without a whole key is ``INCONCLUSIVE``.

    Parameters
    ----------
    requirement : Requirement
        What the ratio must satisfy; bounds in [0, 1].
    columns : tuple of str
        Columns that together are the key, at least one.

    Examples
    --------
    .. code-block:: yaml

        check: uniqueness_ratio
        columns: [tailnum]
        mustBeLessThan: 0.1

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> check = UniquenessRatio(Requirement.at_least(0.9), ("id",))
    >>> check.judge((KeyCountsState(rows=1_000, distinct=800, repeated=200), Count(1_000))).summary
    'uniqueness ratio 0.8'
    """

    name: ClassVar[str] = "uniqueness_ratio"
    says: ClassVar[str] = "uniqueness ratio"
    is_fraction: ClassVar[bool] = True

    columns: tuple[str, ...] = field()

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if not self.columns or len(set(self.columns)) < len(self.columns):
            raise ParameterError.of(self.name, "columns", "one or more columns, each once", list(self.columns))

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (KeyCounts(self.columns), RowCount())  # the count knows slices without any key

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        keys = cast("KeyCountsState", states[0])
        return (keys.distinct / keys.rows if keys.rows else None), keys.rows
