from __future__ import annotations

from datetime import timedelta

import pytest

from lockgate.checks.time_split import TimeSplit
from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.schema import LogicalType

HOUR = timedelta(hours=1)


def dates(first: str | None, last: str | None) -> ExtremesState:
    return ExtremesState(first, last, LogicalType.DATE)


def moments(first: str, last: str) -> ExtremesState:
    return ExtremesState(first, last, LogicalType.TIMESTAMP)


@pytest.mark.parametrize(
    ("here", "there", "embargo", "reason"),
    [
        pytest.param(
            dates("2013-07-01", "2013-07-31"), dates("2013-01-01", "2013-06-30"), 0, "LG400", id="next day"
        ),
        pytest.param(
            dates("2013-06-30", "2013-07-31"), dates("2013-01-01", "2013-06-30"), 0, "LG452", id="same day"
        ),
        pytest.param(
            dates("2013-07-01", "2013-07-31"), dates("2013-01-01", "2013-06-30"), 24, "LG452", id="too soon"
        ),
        pytest.param(
            dates("2013-07-02", "2013-07-31"), dates("2013-01-01", "2013-06-30"), 24, "LG400", id="a day free"
        ),
        pytest.param(
            moments("2013-07-01T05:00:00", "2013-07-02T00:00:00"),
            moments("2013-06-01T00:00:00", "2013-07-01T05:00:00"),
            0,
            "LG452",
            id="the same instant",
        ),
        pytest.param(
            moments("2013-07-01T06:00:00", "2013-07-02T00:00:00"),
            moments("2013-06-01T00:00:00", "2013-07-01T05:00:00"),
            1,
            "LG400",
            id="exactly the embargo",
        ),
        pytest.param(dates(None, None), dates("2013-01-01", "2013-06-30"), 0, "LG403", id="nothing here"),
        pytest.param(dates("2013-07-01", "2013-07-31"), dates(None, None), 0, "LG403", id="nothing there"),
    ],
)
def test_this_table_begins_after_the_other_ends(
    here: ExtremesState, there: ExtremesState, embargo: int, reason: str
) -> None:
    outcome = TimeSplit("t", "train", embargo=embargo * HOUR).judge((here, there, Count(9)))

    assert outcome.reason == reason


def test_instants_are_told_apart_from_the_summary() -> None:
    outcome = TimeSplit("t", "train", embargo=24 * HOUR).judge(
        (dates("2013-07-01", "2013-07-31"), dates("2013-01-01", "2013-06-30"), Count(9))
    )

    assert outcome.summary == "it begins too soon after `train` ends"
    assert outcome.seen == "here from 2013-07-01, there until 2013-06-30"
    assert outcome.required == "after the end of `train`, 1d or more later"
    assert outcome.is_value


def test_the_column_there_may_have_another_name() -> None:
    assert TimeSplit("t", "train", "at").aggregates()[1] == Elsewhere("train", Extremes("at"))


def test_numbers_and_a_negative_embargo_are_refused() -> None:
    with pytest.raises(DataError, match="date or timestamp"):
        TimeSplit("t", "train").judge((ExtremesState(1, 2), dates("2013-01-01", "2013-06-30"), Count(9)))
    with pytest.raises(ParameterError, match="`embargo`"):
        TimeSplit("t", "train", embargo=-HOUR)


def test_the_column_is_the_one_of_this_table_and_no_row_offends() -> None:
    check = TimeSplit("t", "other", "u")

    assert check.columns == ("t",)
    check.offending()  # has nothing to return
