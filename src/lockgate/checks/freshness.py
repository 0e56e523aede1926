"""Check: the newest row is young enough."""

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

__all__ = ["Freshness"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Require that the newest date or timestamp of a column is not too old, and not in the future.

    Nulls are no value, and a column without a value is ``INCONCLUSIVE``; NaN and infinity are no dates. The age is
    measured to the instant of the run. A timestamp without a zone is UTC unless `timezone` says otherwise. A date
    lasts all day in that zone: its age counts from the end of the day, so that yesterday's rows are less than a day
    old today. One row far in the future would hide that nothing new arrives, so that is ``FAIL`` too.

    Parameters
    ----------
    column : str
        A column of dates or timestamps.
    max_age : timedelta
        Greatest accepted age of the newest value, 0 or more.
    max_ahead : timedelta, default=1 day
        How far ahead of the run the newest value may begin, 0 or more: for clocks and zones that differ.
    timezone : str, default=UTC
        IANA name of the zone of dates and of timestamps without a zone.

    Examples
    --------
    .. code-block:: yaml

        check: freshness
        column: time_hour
        max_age: 36h
        timezone: America/New_York

    >>> from datetime import UTC, datetime
    >>> from lockgate.scan.schema import LogicalType
    >>> newest = ExtremesState("2013-06-01", "2013-06-30", LogicalType.DATE)
    >>> check = Freshness("day", timedelta(days=1))
    >>> outcome = check.judge((newest, Count(9), NowState(datetime(2013, 7, 4, tzinfo=UTC))))
    >>> outcome.summary, outcome.required
    ('the newest value is too old', 'at most 1d old')
    """

    name: ClassVar[str] = "freshness"

    column: str
    max_age: timedelta
    max_ahead: timedelta = timedelta(days=1)
    timezone: str = ""

    def __post_init__(self) -> None:
        check_length(self.name, "max_age", self.max_age)
        check_length(self.name, "max_ahead", self.max_ahead)
        zone_of(self.timezone)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"at most {format_duration(self.max_age)} old"

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Extremes(self.column), CountIf(NotNull((self.column,))), Now())

    def judge(self, states: Sequence[State]) -> Outcome:
        extremes, filled, now = cast("tuple[ExtremesState, Count, NowState]", states)
        spans = span_of_extremes(extremes, self.column, zone_of(self.timezone))
        if spans is None:
            return Outcome.no_rows(self.required, what="no value to judge")
        age, ahead = spans[1].age(now.instant), spans[1].ahead(now.instant)
        verdict, reason, summary = Verdict.PASS, Reason.HOLDS, "the newest value is young enough"
        if ahead > self.max_ahead:
            verdict, reason = Verdict.FAIL, Reason.VALUE_OUT_OF_BOUNDS
            summary = f"the newest value lies more than {format_duration(self.max_ahead)} in the future"
        elif age > self.max_age:
            verdict, reason, summary = Verdict.FAIL, Reason.STALE, "the newest value is too old"
        passed = timedelta(seconds=round(max(timedelta(0), age, ahead).total_seconds()))
        return Outcome(
            verdict=verdict,
            reason=reason,
            summary=summary,
            observed=age.total_seconds(),
            is_value=True,
            seen=f"newest {extremes.upper}, {format_duration(passed)} {'ahead' if ahead > timedelta(0) else 'old'}",
            required=self.required,
            n=filled.n,
        )

    def offending(self) -> None:
        return None
