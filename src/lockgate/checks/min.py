"""Check: the smallest value of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.requirement import Bound
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.extreme_check import ExtremeCheck

__all__ = ["Min"]


@dataclass(frozen=True, slots=True)
class Min(ExtremeCheck):
    """Require the smallest value of a column: a number, date, timestamp or text.

    Nulls are no value. A column without a value is ``INCONCLUSIVE``, and so is one with NaN, or whose smallest value
    is infinite. To judge each row, and to see the rows that offend, use `range`. Of texts the smallest is
    read as the date or instant that it names, where the bounds are such and both ends of the column name one.

    Parameters
    ----------
    requirement : Requirement
        What the smallest value must satisfy; bounds of the column's kind.
    column : str
        A column whose type has an order.

    Examples
    --------
    .. code-block:: yaml

        check: min
        column: time_hour
        mustBeGreaterOrEqualTo: 2013-07-01T00:00:00Z

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> outcome = Min(Requirement.at_least(15), "air_time").judge((ExtremesState(15, 15), Count(1_000)))
    >>> outcome.summary, outcome.seen
    ('the smallest value is as required', 'smallest value 15')
    """

    name: ClassVar[str] = "min"
    says: ClassVar[str] = "smallest value"

    def end(self, state: ExtremesState) -> Bound | None:
        if state.ends is None:
            return None
        # NaN counts as largest, and where there is one the column has no smallest value either
        return state.ends[1] if state.has_nan else state.ends[0]
