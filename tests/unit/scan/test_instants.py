from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import pytest

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregates.extremes import ExtremesState
from lockgate.scan.instants import Span, bare_instant, check_length, instant_at, span_of_extremes, zone_of
from lockgate.scan.schema import LogicalType

NOW = datetime(2013, 7, 2, 6, tzinfo=UTC)


def test_a_date_lasts_all_day_in_its_zone() -> None:
    span = Span.of(date(2013, 7, 1), zone_of("America/New_York"))

    assert span.start.astimezone(UTC) == datetime(2013, 7, 1, 4, tzinfo=UTC)
    assert span.age(NOW) == timedelta(hours=2, microseconds=1)


def test_a_day_on_which_clocks_change_is_as_long_as_it_is() -> None:
    span = Span.of(date(2013, 3, 10), zone_of("America/New_York"))

    assert span.end.astimezone(UTC) - span.start.astimezone(UTC) == timedelta(hours=23) - timedelta(
        microseconds=1
    )


def test_a_timestamp_without_a_zone_is_in_the_zone_given() -> None:
    naive = datetime(2013, 7, 2, 1)  # noqa: DTZ001 - no zone is the point

    assert Span.of(naive, UTC).age(NOW) == timedelta(hours=5)
    assert Span.of(naive, zone_of("America/New_York")).age(NOW) == timedelta(hours=1)


def test_a_timestamp_with_a_zone_keeps_it() -> None:
    assert Span.of(NOW, zone_of("America/New_York")).age(NOW) == timedelta(0)


@pytest.mark.parametrize("value", [date.max, date.min, datetime.max, datetime.min])  # noqa: DTZ901 - tables hold such
def test_the_ends_of_the_calendar_can_be_asked(value: date) -> None:
    span = Span.of(value, zone_of("Pacific/Kiritimati"))

    assert (span.age(NOW) > timedelta(0)) == (
        value < date(2013, 1, 1) if type(value) is date else value.year == 1
    )
    assert (span.ahead(NOW) > timedelta(0)) == (span.age(NOW) < timedelta(0))


def test_extremes_have_two_spans() -> None:
    state = ExtremesState("2013-01-01", "2013-07-01", LogicalType.DATE)

    spans = span_of_extremes(state, "x", UTC)

    assert spans is not None
    assert [span.start.date() for span in spans] == [date(2013, 1, 1), date(2013, 7, 1)]


def test_no_value_has_no_span() -> None:
    assert span_of_extremes(ExtremesState(None, None, LogicalType.DATE), "x", UTC) is None


def test_numbers_are_no_instants() -> None:
    with pytest.raises(DataError, match="a date or timestamp"):
        span_of_extremes(ExtremesState(1, 2, LogicalType.INTEGER), "x", UTC)


@pytest.mark.parametrize("name", ["", "UTC"])
def test_utc_needs_no_list_of_zones(name: str) -> None:
    assert zone_of(name) is UTC


@pytest.mark.parametrize("name", ["Nowhere", "../etc/passwd", "/etc/passwd", "a\x00b", "America"])
def test_a_zone_that_is_not_listed_is_refused(name: str) -> None:
    with pytest.raises(ParameterError, match="`timezone` must be a zone of the IANA list"):
        zone_of(name)


def test_a_length_below_zero_is_refused() -> None:
    check_length("freshness", "max_age", timedelta(0))

    with pytest.raises(ParameterError, match="freshness: `max_age`"):
        check_length("freshness", "max_age", timedelta(microseconds=-1))


def test_a_bound_names_an_instant_or_none() -> None:
    midnight = datetime(2013, 7, 1)  # noqa: DTZ001 - without a zone on purpose

    assert bare_instant(date(2013, 7, 1)) == bare_instant("2013-07-01") == midnight
    assert bare_instant(datetime(2013, 7, 1, tzinfo=UTC)) == midnight
    assert [bare_instant(bound) for bound in (5, 1.5, "soon")] == [None] * 3
    assert math.isnan(instant_at(math.nan))  # type: ignore[arg-type]  # a number here
