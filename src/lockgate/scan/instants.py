"""Dates and timestamps as spans of instants, so that they can be compared with the clock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.requirement import Bound
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.predicates import without_zone
from lockgate.scan.schema import LogicalType

__all__ = ["Span", "bare_instant", "check_length", "instant_at", "span_of_extremes", "zone_of"]


@dataclass(frozen=True, slots=True)
class Span:
    """When something was: a timestamp is one instant, a date lasts from its first to its last moment.

    Examples
    --------
    >>> now = datetime(2013, 7, 2, 6, tzinfo=UTC)
    >>> Span.of(date(2013, 7, 1), UTC).age(now)  # since the end of that day
    datetime.timedelta(seconds=21600, microseconds=1)
    """

    start: datetime
    end: datetime

    @classmethod
    def of(cls, value: date | datetime, zone: tzinfo) -> Span:
        """Return the span of a value; `zone` tells what a value without a zone means."""
        if isinstance(value, datetime):
            instant = value if value.tzinfo is not None else value.replace(tzinfo=zone)
            return cls(instant, instant)
        return cls(datetime.combine(value, time.min, zone), datetime.combine(value, time.max, zone))

    def age(self, now: datetime) -> timedelta:
        """Return how long ago it ended; negative where it has not."""
        return now - self.end

    def ahead(self, now: datetime) -> timedelta:
        """Return how far in the future it begins; negative where it has begun."""
        return self.start - now


def span_of_extremes(state: ExtremesState, column: str, zone: tzinfo) -> tuple[Span, Span] | None:
    """Return the spans of the oldest and newest value, None when there was no value.

    Raises
    ------
    DataError
        If the column holds neither dates nor timestamps.
    """
    if state.logical not in (LogicalType.DATE, LogicalType.TIMESTAMP):
        raise DataError.wrong_type("", column, "a date or timestamp", state.logical.value)
    if state.bounds is None:
        return None
    spans = [Span.of(bound, zone) for bound in state.bounds if isinstance(bound, date)]
    return spans[0], spans[1]


def zone_of(name: str) -> tzinfo:
    """Return a time zone by its name; an empty name is UTC.

    Raises
    ------
    ParameterError
        If there is no such zone.

    Examples
    --------
    >>> zone_of("")
    datetime.timezone.utc
    """
    if name in ("", "UTC"):
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        must = "a zone of the IANA list, such as America/New_York"
        raise ParameterError.of("instants", "timezone", must, name) from error


def check_length(check: str, parameter: str, length: timedelta) -> None:
    """Refuse a length of time below zero.

    Raises
    ------
    ParameterError
        If `length` is negative.
    """
    if length < timedelta(0):
        raise ParameterError.of(check, parameter, "a length of time of 0 or more", length)


def bare_instant(bound: Bound) -> datetime | None:
    """Return the instant that a bound names, in UTC and without its zone; None where it names none.

    Examples
    --------
    >>> bare_instant("2013-07-01T02:00:00+02:00"), bare_instant(7), bare_instant("soon")
    (datetime.datetime(2013, 7, 1, 0, 0), None, None)
    """
    try:
        moment = datetime.fromisoformat(bound) if isinstance(bound, str) else bound
    except ValueError:
        return None
    if isinstance(moment, date) and not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    return without_zone(moment) if isinstance(moment, datetime) else None


def instant_at(microseconds: float) -> datetime | float:
    """Return the instant so long after the beginning of 1970 in UTC, without its zone; NaN for NaN.

    Raises
    ------
    StateError
        If it lies outside the years 1 to 9999.

    Examples
    --------
    >>> instant_at(1_000_000)
    datetime.datetime(1970, 1, 1, 0, 0, 1)
    """
    if math.isnan(microseconds):
        return microseconds
    try:
        return datetime(1970, 1, 1) + timedelta(microseconds=microseconds)  # noqa: DTZ001 - without a zone on purpose
    except OverflowError as error:
        raise StateError.unreadable("instants", "the instant lies outside the years 1 to 9999") from error
