"""What each hour, day, week or month holds: an exact grouping by time, in a pass of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal, cast, get_args

from sqlglot import exp

from lockgate.domain.codec import round_float
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregate import plain_count
from lockgate.scan.grouping import count_rows, named, per_slice, slices_of_rows, sum_of
from lockgate.scan.predicates import NotNull, column_sql
from lockgate.scan.schema import Schema

__all__ = ["Period", "Periods", "PeriodsState", "index_of", "start_of"]

Period = Literal["hour", "day", "week", "month"]
"""A length of time that the calendar repeats; a week begins on Monday."""

MOST_PERIODS = 100_000
"""Periods that a state keeps: more than eleven years of hours."""

_EPOCH = datetime(1970, 1, 5)  # noqa: DTZ001 - a Monday of the calendar, not an instant


def index_of(moment: date, period: Period) -> int:
    """Return the number of the period that a moment lies in, counted from one fixed Monday.

    Examples
    --------
    >>> index_of(date(2013, 3, 1), "month") - index_of(date(2013, 1, 31), "month")
    2
    >>> start_of(index_of(datetime(2013, 7, 4, 9, 30), "week"), "week").isoformat()
    '2013-07-01T00:00:00'
    """
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - calendar
    if period == "month":
        return (at.year - _EPOCH.year) * 12 + at.month - 1
    return (at.replace(tzinfo=None) - _EPOCH) // _LENGTHS[period]


def start_of(index: int, period: Period) -> datetime:
    """Return the first moment of the period with this number."""
    if period == "month":
        years, months = divmod(index, 12)
        return datetime(_EPOCH.year + years, months + 1, 1)  # noqa: DTZ001 - calendar
    return _EPOCH + index * _LENGTHS[period]


_LENGTHS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class PeriodsState:
    """Rows (and their sum) of each period that has any: number of the period, rows, sum.

    `is_complete` is false when there were more than `MOST_PERIODS`; then nothing is kept.
    """

    kind: ClassVar[str] = "periods"

    periods: tuple[tuple[int, int, float], ...]
    is_complete: bool = True

    def merge(self, other: PeriodsState) -> PeriodsState:
        if not (self.is_complete and other.is_complete):
            return PeriodsState((), is_complete=False)
        both: dict[int, tuple[int, float]] = {}
        for index, n, total in (*self.periods, *other.periods):
            rows, sum_so_far = both.get(index, (0, 0.0))
            both[index] = (rows + n, sum_so_far + total)
        return PeriodsState.of([(index, n, total) for index, (n, total) in both.items()])

    @classmethod
    def of(cls, periods: Sequence[tuple[int, int, float]]) -> PeriodsState:
        """Return the state of periods, in the order of time."""
        return cls(tuple(sorted(periods))) if len(periods) <= MOST_PERIODS else cls((), is_complete=False)


@dataclass(frozen=True, slots=True)
class Periods:
    """Ask what each period of a date or timestamp column holds. Instants with a zone are taken in UTC.

    Parameters
    ----------
    column : str
        A column of dates or timestamps; rows without one are left out.
    every : str
        ``hour``, ``day``, ``week`` (from Monday) or ``month``.
    value : str, default=none
        A numeric column to add up; rows without a value are left out too.
    """

    column: str
    every: Period
    value: str = ""

    def __post_init__(self) -> None:
        if self.every not in get_args(Period):
            raise ParameterError.of("Periods", "every", "`hour`, `day`, `week` or `month`", self.every)

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column, self.value) if self.value else (self.column,)

    def query(self, source: exp.Expr, schema: Schema, by: tuple[str, ...]) -> exp.Select:
        column = schema.column(self.column)
        if not column.is_instant:
            raise DataError.wrong_type(schema.table, column.name, "a date or timestamp", column.physical)
        slices = slices_of_rows(schema, by)
        moment = exp.cast(column_sql(column), "timestamp")
        start = exp.TimestampTrunc(this=moment, unit=exp.var(self.every.upper()))
        total: exp.Expr = exp.Literal.number(0)
        if self.value:
            total = exp.Sum(this=exp.cast(column_sql(schema.numeric(self.value)), "double"))
        groups = exp.select(
            *named(slices, "s"),
            exp.alias_(start, "k"),
            exp.alias_(count_rows(), "n"),
            exp.alias_(total, "total"),
        ).from_(source)
        groups = groups.where(NotNull(self.columns).sql(schema)).group_by(*slices, start.copy())
        if not by:  # one more than is kept, so that a column full of nonsense costs no memory
            groups = groups.limit(MOST_PERIODS + 1)
        lists = (exp.ArrayAgg(this=exp.column(name)) for name in ("k", "n", "total"))
        return per_slice(groups, by, (sum_of(exp.column("n")), *lists))

    def state(self, values: Sequence[object], schema: Schema) -> PeriodsState:  # noqa: ARG002 - moments and numbers
        if not plain_count(values[0]):
            return PeriodsState(())
        starts, counts, totals = (cast("Sequence[object]", value) for value in values[1:])
        rows = zip(starts, counts, totals, strict=True)
        return PeriodsState.of(
            [
                (index_of(cast("date", start), self.every), plain_count(n), _total(total))
                for start, n, total in rows
            ]
        )


def _total(value: object) -> float:
    return round_float(float(cast("float", value)))
