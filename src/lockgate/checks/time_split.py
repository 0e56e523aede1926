"""Check: this table begins after another one ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, cast

from lockgate.documents.duration import format_duration
from lockgate.domain.codes import Reason
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, Elsewhere, State
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.check import Outcome
from lockgate.scan.instants import check_length, span_of_extremes, zone_of
from lockgate.scan.predicates import NotNull

__all__ = ["TimeSplit"]


@dataclass(frozen=True, slots=True)
class TimeSplit:
    """Require that the oldest value here is later than the newest value of another table, by an embargo or more.

    Nulls are no value, and where one of the two columns has none, ``INCONCLUSIVE``. A date lasts all day: a test set
    that begins on the last day of the training set overlaps with it. A timestamp without a zone is in `timezone`.

    Parameters
    ----------
    column : str
        A column of dates or timestamps, here: in the test set.
    to_table : str
        The other table: the training set.
    to_column : str, default=same name
        The column there.
    embargo : timedelta, default=0
        Least time between the two, 0 or more: as long as a label takes to become known.
    timezone : str, default=UTC
        IANA name of the zone of dates and of timestamps without a zone.

    Examples
    --------
    .. code-block:: yaml

        check: time_split
        column: time_hour
        to_table: train
        embargo: 1d

    >>> from lockgate.scan.schema import LogicalType
    >>> test = ExtremesState("2013-07-01", "2013-07-31", LogicalType.DATE)
    >>> train = ExtremesState("2013-01-01", "2013-06-30", LogicalType.DATE)
    >>> TimeSplit("day", "train").judge((test, train, Count(9))).summary
    'it begins after `train` ends'
    """

    name: ClassVar[str] = "time_split"

    column: str
    to_table: str
    to_column: str = ""
    embargo: timedelta = timedelta(0)
    timezone: str = ""

    def __post_init__(self) -> None:
        check_length(self.name, "embargo", self.embargo)
        zone_of(self.timezone)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        gap = f", {format_duration(self.embargo)} or more later" if self.embargo else ""
        return f"after the end of `{self.to_table}`{gap}"

    def aggregates(self) -> tuple[Aggregate, ...]:
        there = Elsewhere(self.to_table, Extremes(self.to_column or self.column))
        return (Extremes(self.column), there, CountIf(NotNull((self.column,))))

    def judge(self, states: Sequence[State]) -> Outcome:
        here, there, filled = cast("tuple[ExtremesState, ExtremesState, Count]", states)
        zone = zone_of(self.timezone)
        test = span_of_extremes(here, self.column, zone)
        train = span_of_extremes(there, self.to_column or self.column, zone)
        if test is None:
            return Outcome.no_rows(self.required, what="no value to judge")
        if train is None:
            return Outcome.no_rows(self.required, what=f"`{self.to_table}` has no value to compare with")
        gap = test[0].start - train[1].end
        passes = gap > timedelta(0) and gap >= self.embargo
        text = f"it begins after `{self.to_table}` ends"
        if gap <= timedelta(0):
            text = f"it begins before `{self.to_table}` ends"
        elif not passes:
            text = f"it begins too soon after `{self.to_table}` ends"
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.TABLES_OVERLAP,
            summary=text,
            observed=gap.total_seconds(),
            is_value=True,
            seen=f"here from {here.lower}, there until {there.upper}",
            required=self.required,
            n=filled.n,
        )

    def offending(self) -> None:
        return None
