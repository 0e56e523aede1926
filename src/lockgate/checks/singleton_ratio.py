"""Check: how many keys occur exactly once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.errors import ParameterError
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState
from lockgate.scan.statistic_check import StatisticCheck

__all__ = ["SingletonRatio", "Whole"]

Whole = Literal["rows", "keys"]
"""What keys that occur once are divided by."""


@dataclass(frozen=True, slots=True)
class SingletonRatio(StatisticCheck):
    """Require the number of keys that occur exactly once, divided by the rows or by the distinct keys.

    Deequ calls the first ``Uniqueness`` and the second ``UniqueValueRatio``; distinct keys divided by rows is
    `uniqueness_ratio`. A key with a null in it is not counted, neither as a key nor as a row; NaN equals itself. A
    table without a whole key is ``INCONCLUSIVE``. Takes a pass of its own.

    Parameters
    ----------
    requirement : Requirement
        What the ratio must satisfy; bounds in [0, 1].
    columns : tuple of str
        Columns that together are the key, at least one.
    of : str, default="rows"
        ``rows``: divide by the rows that have a key. ``keys``: divide by the distinct keys.

    Examples
    --------
    .. code-block:: yaml

        check: singleton_ratio
        columns: [tailnum]
        of: keys
        mustBeLessThan: 0.1

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> planes = FrequenciesState(rows=10, values=4, singles=1, most=5, least=1, entropy=1.2)
    >>> SingletonRatio(Requirement.at_most(0.5), ("tailnum",), "keys").judge((planes, Count(10))).summary
    'share of keys that occur once 0.25'
    """

    name: ClassVar[str] = "singleton_ratio"
    says: ClassVar[str] = "share of keys that occur once"
    is_fraction: ClassVar[bool] = True

    columns: tuple[str, ...]
    of: Whole = "rows"

    def __post_init__(self) -> None:
        StatisticCheck.__post_init__(self)
        if not self.columns:
            raise ParameterError.of(self.name, "columns", "at least one column", [])
        if self.of not in get_args(Whole):
            raise ParameterError.of(self.name, "of", "`rows` or `keys`", self.of)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Frequencies(self.columns), RowCount())  # the count knows slices without any value

    def value(self, states: Sequence[State]) -> tuple[float | None, int]:
        state = cast("FrequenciesState", states[0])
        if not state.rows:
            return None, 0
        return state.singles / (state.rows if self.of == "rows" else state.values), state.rows
