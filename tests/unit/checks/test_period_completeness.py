from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lockgate.checks.period_completeness import PeriodCompleteness
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.periods import Period, Periods, PeriodsState, index_of
from lockgate.scan.check import Outcome


def judged(found: dict[date, int], every: Period = "day", **how: Any) -> Outcome:  # noqa: ANN401 - parameters
    periods = PeriodsState.of([(index_of(moment, every), n, 0.0) for moment, n in found.items()])
    return PeriodCompleteness("t", every, **how).judge((periods, Count(99)))


MAY = {date(2013, 5, 1): 5, date(2013, 5, 2): 1, date(2013, 5, 5): 9}


def test_days_between_the_first_and_the_last_are_missed() -> None:
    outcome = judged(MAY)

    assert (outcome.verdict, outcome.reason, outcome.observed, outcome.n) == (Verdict.FAIL, "LG450", 2, 15)
    assert outcome.summary == "2 of 5 days have fewer than 1 row"
    assert outcome.seen == "missing: 2013-05-03, 2013-05-04"


def test_a_day_with_few_rows_is_missed_too() -> None:
    assert judged(MAY, min_rows=5).seen == "missing: 2013-05-02, 2013-05-03, 2013-05-04"


def test_a_given_span_decides_what_is_looked_at() -> None:
    assert judged(MAY, end=date(2013, 5, 2)).summary == "all 2 days have 1 row or more"
    assert judged(MAY, start=date(2013, 4, 30)).observed == 3
    assert (
        judged({}, start=date(2013, 5, 1), end=date(2013, 5, 2)).summary == "2 of 2 days have fewer than 1 row"
    )


def test_ten_missing_periods_are_named() -> None:
    outcome = judged({date(2013, 1, 1): 1, date(2013, 2, 1): 1})

    assert outcome.seen.endswith("2013-01-11 and 20 more")


@pytest.mark.parametrize(
    ("every", "first", "last", "seen"),
    [
        ("hour", datetime(2013, 1, 1, 5, 30), datetime(2013, 1, 1, 7), "2013-01-01 06:00"),  # noqa: DTZ001 - calendar
        ("week", date(2013, 1, 1), date(2013, 1, 14), "2013-01-07"),
        ("month", date(2012, 12, 31), date(2013, 2, 1), "2013-01"),
    ],
)
def test_periods_are_named_after_their_beginning(every: Period, first: date, last: date, seen: str) -> None:
    assert judged({first: 1, last: 1}, every).seen == f"missing: {seen}"


def test_some_may_be_missing() -> None:
    outcome = judged(MAY, max_missing=2)

    assert (outcome.verdict, outcome.observed) == (Verdict.PASS, 2)


def test_no_value_and_an_empty_span_prove_nothing() -> None:
    assert judged({}).reason == "LG403"
    assert judged(MAY, start=date(2014, 1, 1)).reason == "LG403"


def test_too_many_periods_are_an_error() -> None:
    many = PeriodsState((), is_complete=False)

    assert PeriodCompleteness("t", "hour").judge((many, Count(9))).verdict is Verdict.ERROR


def test_a_zone_is_translated_to_utc() -> None:
    start = datetime.fromisoformat("2013-05-02T01:00:00+02:00")

    assert (
        judged(MAY, start=start).observed == judged(MAY, start=datetime(2013, 5, 1, tzinfo=UTC)).observed == 2
    )


def test_the_periods_are_asked_for() -> None:
    assert PeriodCompleteness("t", "week").aggregates() == (Periods("t", "week"), RowCount())
    assert PeriodCompleteness("t", "week", 2).required == "2 rows or more each week"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("every", {"every": "year"}),
        ("min_rows", {"min_rows": 0}),
        ("max_missing", {"max_missing": -1}),
        ("end", {"start": date(2013, 2, 1), "end": date(2013, 1, 1)}),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        PeriodCompleteness(**{"column": "t", "every": "day", **wrong})


def test_a_row_that_is_not_there_cannot_be_shown() -> None:
    check = PeriodCompleteness("t", "day")

    check.offending()  # has nothing to return
    assert check.columns == ("t",)
