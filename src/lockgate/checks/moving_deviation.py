"""Check: no period stands out from those before it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast, get_args

from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import format_value
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Aggregate, State
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.aggregates.periods import Period, Periods, PeriodsState, start_of
from lockgate.scan.check import Outcome

__all__ = ["MovingDeviation", "PeriodStatistic"]

PeriodStatistic = Literal["count", "sum", "mean"]
"""Which number of each period is looked at."""

_SHOWN = 5
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class MovingDeviation:
    """Require that a number of each hour, day, week or month lies near those of the periods before it.

    A period is judged if `window` periods of the table go before it: it must lie within `sigmas` sample standard
    deviations (divisor n - 1) of their mean. A period without rows between others has the count and the sum 0; its
    mean does not exist, and is passed over. A table with fewer than ``window + 1`` periods is ``INCONCLUSIVE``, and
    so is one with NaN or infinite values. This is a rule of thumb without an error rate; times are taken in UTC.
    Takes a pass of its own.

    Parameters
    ----------
    column : str
        A column of dates or timestamps.
    every : str
        ``hour``, ``day``, ``week`` or ``month``.
    value : str, default=none
        A numeric column; needed for ``sum`` and ``mean``.
    statistic : str, default="count"
        ``count`` of the rows (with a value, if one is named), ``sum`` or ``mean``.
    window : int, default=28
        Periods to compare with, 3 or more.
    sigmas : float, default=3.0
        Accepted distance in standard deviations, above 0.
    max_outside : int, default=0
        Periods that may lie further away, 0 or more.

    Examples
    --------
    .. code-block:: yaml

        check: moving_deviation
        column: time_hour
        every: day
        window: 28
        sigmas: 4

    >>> from lockgate.scan.aggregates.count import Count
    >>> days = PeriodsState(tuple((15_000 + i, n, 0.0) for i, n in enumerate((9, 10, 11, 30))))
    >>> outcome = MovingDeviation("time_hour", "day", window=3).judge((days, Count(60)))
    >>> outcome.summary, outcome.seen
    ('1 of 1 days lies further than 3 standard deviations from the mean of the 3 before it', '2011-02-02: 30, 20 away')
    """

    name: ClassVar[str] = "moving_deviation"

    column: str
    every: Period
    value: str = ""
    statistic: PeriodStatistic = "count"
    window: int = 28
    sigmas: float = 3.0
    max_outside: int = 0

    def __post_init__(self) -> None:
        Periods(self.column, self.every)
        if self.statistic not in get_args(PeriodStatistic):
            raise ParameterError.of(self.name, "statistic", "`count`, `sum` or `mean`", self.statistic)
        if self.statistic != "count" and not self.value:
            raise ParameterError.of(self.name, "value", f"a numeric column for `{self.statistic}`", self.value)
        if self.window < _FEWEST:
            raise ParameterError.of(self.name, "window", "3 or more", self.window)
        if not 0.0 < self.sigmas < math.inf:
            raise ParameterError.of(self.name, "sigmas", "above 0, and finite", self.sigmas)
        if self.max_outside < 0:
            raise ParameterError.of(self.name, "max_outside", "0 or more", self.max_outside)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.value) if self.value else (self.column,)

    @property
    def required(self) -> str:
        """Return what must hold, for people."""
        what = f"{self.statistic} of {self.value}" if self.value else "row count"
        sigmas = f"{format_value(self.sigmas)} standard deviations"
        return f"{what} within {sigmas} of the {self.window} {self.every}s before"

    def aggregates(self) -> tuple[Aggregate, ...]:
        # the count knows slices without any value
        return (Periods(self.column, self.every, self.value), RowCount())

    def judge(self, states: Sequence[State]) -> Outcome:
        state = cast("PeriodsState", states[0])
        if not state.is_complete:
            text = f"the column spans too many {self.every}s to look at each"
            hint = "add `where` for a shorter span, or ask for longer periods"
            return Outcome.not_askable(text, hint=hint, required=self.required)
        series = self._series(state)
        if len(series) <= self.window:
            return Outcome.no_rows(self.required, what=f"{len(series):,} {self.every}s, too few to compare")
        if any(not math.isfinite(number) for _, number in series):
            return Outcome(
                verdict=Verdict.INCONCLUSIVE,
                reason=Reason.STATISTIC_UNDEFINED,
                summary=f"the {self.statistic} of a {self.every} is undefined: NaN or infinite values",
                required=self.required,
                hint="add the check `finite` for the column",
            )
        return self._outcome(series, sum(n for _, n, _ in state.periods))

    def _series(self, state: PeriodsState) -> list[tuple[int, float]]:
        """Return the number of each period from the first to the last that has rows."""
        found = {index: (n, total) for index, n, total in state.periods}
        span = range(state.periods[0][0], state.periods[-1][0] + 1) if state.periods else range(0)
        if self.statistic == "mean":
            return [(index, total / n) for index, (n, total) in found.items()]
        place = 0 if self.statistic == "count" else 1
        return [(index, found.get(index, (0, 0.0))[place]) for index in span]

    def _outcome(self, series: Sequence[tuple[int, float]], n: int) -> Outcome:
        numbers = [number for _, number in series]
        outside = []
        for i in range(self.window, len(series)):
            gap, accepted = _distance(numbers[i - self.window : i], numbers[i], self.sigmas)
            if gap > accepted:
                outside.append((gap, series[i]))
        judged, k = len(series) - self.window, len(outside)
        sigmas = f"{format_value(self.sigmas)} standard deviations"
        rule = f"further than {sigmas} from the mean of the {self.window} before it"
        worst = sorted(outside, key=lambda found: (-found[0], found[1]))[:_SHOWN]
        shown = "; ".join(
            f"{start_of(index, self.every).isoformat(' ').removesuffix(' 00:00:00')}: {format_value(number)}, "
            f"{format_value(gap)} away"
            for gap, (index, number) in worst
        )
        verb = "lies" if k == 1 else "lie"
        is_red = k > self.max_outside
        return Outcome(
            verdict=Verdict.FAIL if is_red else Verdict.PASS,
            reason=Reason.VALUE_OUT_OF_BOUNDS if is_red else Reason.HOLDS,
            summary=f"{k:,} of {judged:,} {self.every}s {verb} {rule}"
            if k
            else f"none of {judged:,} {self.every}s lies {rule}",
            observed=k,
            seen=shown,
            required=self.required,
            n=n,
        )

    def offending(self) -> None:
        return None


def _distance(before: Sequence[float], number: float, sigmas: float) -> tuple[float, float]:
    """Return how far a number lies from the mean of those before it, and how far it may."""
    mean = math.fsum(before) / len(before)
    squares = math.fsum((one - mean) ** 2 for one in before)
    slack = 1e-9 * max(1.0, abs(mean))  # equal numbers must not stand out because of rounding
    return abs(number - mean), sigmas * math.sqrt(squares / (len(before) - 1)) + slack
