"""Check: no row is kept too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, cast

from lockgate.documents.duration import format_duration
from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.check import Outcome
from lockgate.scan.instants import check_length, span_of_extremes, zone_of
from lockgate.scan.predicates import NotNull

__all__ = ["Retention"]


@dataclass(frozen=True, slots=True)
class Retention:
    """Require that the oldest date or timestamp of a column is not older than data may be kept.

    Nulls are no value, and a column without a value is ``INCONCLUSIVE``; NaN and infinity are no dates. The age is
    measured to the instant of the run. A timestamp without a zone is UTC unless `timezone` says otherwise; the age
    of a date counts from the end of that day in the zone.

    Parameters
    ----------
    column : str
        A column of dates or timestamps.
    max_age : timedelta
        Greatest accepted age of the oldest value, 0 or more.
    timezone : str, default=UTC
        IANA name of the zone of dates and of timestamps without a zone.

    Examples
    --------
    .. code-block:: yaml

        check: retention
        column: time_hour
        max_age: 730d

    >>> from datetime import UTC, datetime
    >>> from lockgate.scan.schema import LogicalType
    >>> oldest = ExtremesState("2013-01-01", "2013-06-30", LogicalType.DATE)
    >>> outcome = Retention("day", timedelta(days=90)).judge(
    ...     (oldest, Count(9), NowState(datetime(2013, 7, 1, tzinfo=UTC)))
    ... )
    >>> outcome.verdict.name, outcome.seen
    ('FAIL', 'oldest 2013-01-01, 180d old')
    """

    name: ClassVar[str] = "retention"

    column: str
    max_age: timedelta
    timezone: str = ""

    def __post_init__(self) -> None:
        check_length(self.name, "max_age", self.max_age)
        zone_of(self.timezone)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"nothing older than {format_duration(self.max_age)}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Extremes(self.column), CountIf(NotNull((self.column,))), Now())

    def judge(self, states: Sequence[State]) -> Outcome:
        extremes, filled, now = cast("tuple[ExtremesState, Count, NowState]", states)
        spans = span_of_extremes(extremes, self.column, zone_of(self.timezone))
        if spans is None:
            return Outcome.no_rows(self.required, what="no value to judge")
        age = spans[0].age(now.instant)
        passes = age <= self.max_age
        passed = timedelta(seconds=max(0, round(age.total_seconds())))
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.VALUE_OUT_OF_BOUNDS,
            summary="no value is too old" if passes else "the oldest value is kept too long",
            observed=age.total_seconds(),
            is_value=True,
            seen=f"oldest {extremes.lower}, {format_duration(passed)} old",
            required=self.required,
            n=filled.n,
        )

    def offending(self) -> None:
        return None
