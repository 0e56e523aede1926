"""Check: no hour, day, week or month is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import ClassVar, cast

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.periods import Period, Periods, PeriodsState, index_of, start_of
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import without_zone

__all__ = ["PeriodCompleteness"]

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class PeriodCompleteness:
    """Require that each hour, day, week or month of a span has enough rows.

    The span goes from the first to the last value, unless `start` or `end` says otherwise; rows outside of it are not
    looked at. Timestamps with a zone are taken in UTC, weeks begin on Monday. Rows without a value are left out. A
    column without a value is ``INCONCLUSIVE`` unless both ends of the span are given. With `group_by` each slice has a
    span of its own. Takes a pass of its own.

    Parameters
    ----------
    column : str
        A column of dates or timestamps.
    every : str
        ``hour``, ``day``, ``week`` or ``month``.
    min_rows : int, default=1
        Fewest rows of a period, 1 or more.
    start, end : date or datetime, default=first and last value
        A moment in the first and in the last period of the span.
    max_missing : int, default=0
        Periods that may have fewer rows, 0 or more.

    Examples
    --------
    .. code-block:: yaml

        check: period_completeness
        column: time_hour
        every: day
        min_rows: 100

    >>> from lockgate.scan.aggregates.count import Count
    >>> days = PeriodsState(((15_000, 9, 0.0), (15_002, 8, 0.0)))
    >>> outcome = PeriodCompleteness("time_hour", "day").judge((days, Count(17)))
    >>> outcome.summary, outcome.seen
    ('1 of 3 days has fewer than 1 row', 'missing: 2011-01-31')
    """

    name: ClassVar[str] = "period_completeness"

    column: str
    every: Period
    min_rows: int = 1
    start: date | datetime | None = None
    end: date | datetime | None = None
    max_missing: int = 0

    def __post_init__(self) -> None:
        Periods(self.column, self.every)
        if self.min_rows < 1:
            raise ParameterError.of(self.name, "min_rows", "1 or more", self.min_rows)
        if self.max_missing < 0:
            raise ParameterError.of(self.name, "max_missing", "0 or more", self.max_missing)
        first, last = self._ends()
        if first is not None and last is not None and first > last:
            raise ParameterError.of(self.name, "end", f"not before {self.start}", self.end)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        return f"{self.min_rows:,} {'row' if self.min_rows == 1 else 'rows'} or more each {self.every}"

    def _ends(self) -> tuple[int | None, int | None]:
        ends = (_plain(self.start), _plain(self.end))
        first, last = (None if end is None else index_of(end, self.every) for end in ends)
        return first, last

    def aggregates(self) -> tuple[Aggregate, ...]:
        return (Periods(self.column, self.every), RowCount())  # the count knows slices without any value

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("PeriodsState", states[0])
        if not state.is_complete:
            text = f"the column spans too many {self.every}s to look at each"
            hint = "add `where` for a shorter span, or ask for longer periods"
            return Outcome.not_askable(text, hint=hint, required=self.required)
        first, last = self._ends()
        found = [index for index, _, _ in state.periods]
        if not found and (first is None or last is None):
            return Outcome.no_rows(self.required, what="no row has a value to judge")
        first = found[0] if first is None else first
        last = found[-1] if last is None else last
        return self._outcome({index: n for index, n, _ in state.periods if first <= index <= last}, first, last)

    def _outcome(self, rows: dict[int, int], first: int, last: int) -> Outcome:
        spanned = max(0, last - first + 1)
        if not spanned:
            return Outcome.no_rows(self.required, what="no period lies between the two ends")
        missing = spanned - sum(1 for n in rows.values() if n >= self.min_rows)
        passes = missing <= self.max_missing
        places = (index for index in range(first, last + 1) if rows.get(index, 0) < self.min_rows)
        shown = ", ".join(self._name(index) for index in islice(places, _SHOWN))
        more = f" and {missing - _SHOWN:,} more" if missing > _SHOWN else ""
        noun = "row" if self.min_rows == 1 else "rows"
        text = f"all {spanned:,} {self.every}s have {self.min_rows:,} {noun} or more"
        if missing:
            verb = "has" if missing == 1 else "have"
            text = f"{missing:,} of {spanned:,} {self.every}s {verb} fewer than {self.min_rows:,} {noun}"
        return Outcome(
            verdict=Verdict.PASS if passes else Verdict.FAIL,
            reason=Reason.HOLDS if passes else Reason.PERIODS_MISSING,
            summary=text,
            observed=missing,
            seen=f"missing: {shown}{more}" if missing else "",
            required=self.required,
            n=sum(rows.values()),
        )

    def _name(self, index: int) -> str:
        start = start_of(index, self.every)
        if self.every == "month":
            return f"{start:%Y-%m}"
        return f"{start:%Y-%m-%d %H:00}" if self.every == "hour" else f"{start:%Y-%m-%d}"

    def offending(self) -> None:
        return None


def _plain(end: date | datetime | None) -> date | None:
    """Return a moment as columns are taken: a zone is translated to UTC."""
    return without_zone(end) if isinstance(end, datetime) else end
