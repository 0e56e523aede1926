"""Dates and timestamps as spans of instants, so that they can be compared with the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.schema import LogicalType

__all__ = ["Span", "check_length", "span_of_extremes", "zone_of"]


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
