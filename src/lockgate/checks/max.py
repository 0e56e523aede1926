"""Check: the largest value of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from lockgate.domain.requirement import Bound
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.extreme_check import ExtremeCheck

__all__ = ["Max"]


@dataclass(frozen=True, slots=True)
class Max(ExtremeCheck):
    """Require the largest value of a column: a number, date, timestamp or text.

    Nulls are no value. A column without a value is ``INCONCLUSIVE``, and so is one with NaN, or whose largest value
    is infinite. To judge each row, and to see the rows that offend, use `range`. Of texts the largest is
    read as the date or instant that it names, where the bounds are such and both ends of the column name one.

    Parameters
    ----------
    requirement : Requirement
        What the largest value must satisfy; bounds of the column's kind.
    column : str
        A column whose type has an order.

    Examples
    --------
    .. code-block:: yaml

        check: max
        column: time_hour
        mustBeLessOrEqualTo: 2013-07-01T00:00:00Z

    >>> from lockgate.domain.requirement import Requirement
    >>> from lockgate.scan.aggregates.count import Count
    >>> outcome = Max(Requirement.at_most(15), "air_time").judge((ExtremesState(15, 15), Count(1_000)))
    >>> outcome.summary, outcome.seen
    ('the largest value is as required', 'largest value 15')
    """

    name: ClassVar[str] = "max"
    says: ClassVar[str] = "largest value"

    def end(self, state: ExtremesState) -> Bound | None:
        return None if state.ends is None else state.ends[1]
