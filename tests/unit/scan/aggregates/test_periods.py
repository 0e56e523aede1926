"""Rows by hour, day, week and month."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregates import periods
from lockgate.scan.aggregates.periods import MOST_PERIODS, Period, Periods, PeriodsState, index_of, start_of

DAYS = {"t": [date(2013, 1, 31), date(2013, 2, 1), None, date(2013, 2, 1)], "x": [1.5, 2.0, 9.0, None]}


def test_rows_are_counted_and_added_up_by_period() -> None:
    first, second = index_of(date(2013, 1, 31), "day"), index_of(date(2013, 2, 1), "day")

    assert state_of(DAYS, Periods("t", "day")) == PeriodsState(((first, 1, 0.0), (second, 2, 0.0)))
    assert state_of(DAYS, Periods("t", "day", "x")) == PeriodsState(((first, 1, 1.5), (second, 1, 2.0)))


@pytest.mark.parametrize("every", ["hour", "day", "week", "month"])
@given(moment=st.datetimes(datetime(1902, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001 - the calendar is the point
def test_a_moment_lies_in_its_period(every: Period, moment: datetime) -> None:
    index = index_of(moment, every)

    assert start_of(index, every) <= moment < start_of(index + 1, every)
    assert index_of(start_of(index, every), every) == index


@pytest.mark.parametrize("every", ["hour", "day", "week", "month"])
def test_the_engine_begins_its_periods_where_we_do(every: Period) -> None:
    moments = [datetime(1969, 12, 29, 23) + timedelta(hours=977 * i) for i in range(300)]  # noqa: DTZ001 - as above

    found = state_of({"t": moments}, Periods("t", every))

    assert [index for index, _, _ in found.periods] == sorted({index_of(moment, every) for moment in moments})


def test_a_zone_is_translated_to_utc() -> None:
    zoned = pa.array([datetime(2013, 7, 1, 3, tzinfo=UTC)], pa.timestamp("us", "America/New_York"))

    assert state_of({"t": zoned}, Periods("t", "day")).periods[0][0] == index_of(date(2013, 7, 1), "day")


def test_each_slice_has_periods_of_its_own() -> None:
    found = state_of({"s": [1, 2, 2], "t": [date(2013, 1, 1)] * 3}, Periods("t", "month"), by=("s",))

    assert {key[0]: state.periods[0][1] for key, state in found.items()} == {1: 1, 2: 2}


def test_no_value_has_no_period_and_a_number_is_refused() -> None:
    assert state_of(DAYS, Periods("t", "day"), "x > 99") == PeriodsState(())
    assert isinstance(state_of(DAYS, Periods("x", "day")), DataError)


def test_parts_add_up() -> None:
    left, right = PeriodsState(((1, 2, 0.5), (3, 1, 1.0))), PeriodsState(((1, 1, 0.5), (2, 4, 2.0)))

    assert left.merge(right) == PeriodsState(((1, 3, 1.0), (2, 4, 2.0), (3, 1, 1.0)))


def test_too_many_periods_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST_PERIODS", 2)
    days = [date(2013, 1, 1) + timedelta(days=i) for i in range(3)]

    found = state_of({"t": days}, Periods("t", "day"))

    assert found == PeriodsState((), is_complete=False)
    assert found.merge(PeriodsState(())) == found
    assert MOST_PERIODS > 11 * 365 * 24


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ParameterError, match="`every`"):
        Periods("t", "fortnight")  # type: ignore[arg-type]  # the mistake is the point
