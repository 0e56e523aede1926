"""Check: values lie in a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, cast

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import OutOfRange
from lockgate.scan.row_check import RowCheck

__all__ = ["Range"]


@dataclass(frozen=True, slots=True)
class Range(RowCheck):
    """Require that each value lies between two bounds.

    Nulls are not judged. NaN lies outside every range; infinities are compared like numbers. A column without
    any value is ``INCONCLUSIVE``.

    Parameters
    ----------
    column : str
        A numeric, date or timestamp column.
    min, max : number, date or instant, default=open
        The bounds; at least one.
    exclusive_min, exclusive_max : bool, default=False
        Whether the bound itself is outside.
    tolerance : Tolerance, default=no row
        How many rows may be outside.

    Examples
    --------
    .. code-block:: yaml

        check: range
        column: air_time
        min: 15
        max: 900

    >>> from lockgate.scan.aggregates.count import Count
    >>> states = (Count(336_776), Count(54_635), ExtremesState(1_260, 41_700))
    >>> outcome = Range("air_time", min=15, max=900).judge(states)
    >>> outcome.verdict.name, outcome.required, outcome.seen
    ('FAIL', '15 to 900', 'seen 1260 to 41,700')
    """

    name: ClassVar[str] = "range"

    column: str
    min: Bound | None = None
    max: Bound | None = None
    exclusive_min: bool = False
    exclusive_max: bool = False

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise ParameterError.of("range", "min", "set, or else `max`", None)
        self.violation().check_bounds()

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        low, high = (None if bound is None else format_value(bound) for bound in (self.min, self.max))
        if low is not None and high is not None and not (self.exclusive_min or self.exclusive_max):
            return f"{low} to {high}"
        left = "" if low is None else f"{'>' if self.exclusive_min else '≥'} {low}"
        right = "" if high is None else f"{'<' if self.exclusive_max else '≤'} {high}"
        return " and ".join(part for part in (left, right) if part)

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (*RowCheck.aggregates(self), Extremes(self.column))

    def judge(self, states: Sequence[State]) -> Outcome:
        outcome = RowCheck.judge(self, states)
        ends = cast("ExtremesState", states[2])
        if outcome.verdict is not Verdict.FAIL or ends.is_withheld:
            return outcome
        return replace(outcome, seen=f"seen {format_value(ends.lower)} to {format_value(ends.upper)}")

    def violation(self) -> OutOfRange:
        return OutOfRange(self.column, self.min, self.max, self.exclusive_min, self.exclusive_max)
