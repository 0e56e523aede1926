from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lockgate.checks.freshness import Freshness
from lockgate.domain.errors import DataError, ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import LogicalType

NOW = NowState(datetime(2013, 7, 2, 6, tzinfo=UTC))
HOUR = timedelta(hours=1)


def judged(check: Freshness, newest: str, logical: LogicalType = LogicalType.TIMESTAMP) -> Outcome:
    return check.judge((ExtremesState("2013-01-01", newest, logical), Count(9), NOW))


def test_extremes_and_the_time_are_asked() -> None:
    aggregates = Freshness("x", HOUR).aggregates()

    assert aggregates == (Extremes("x"), CountIf(NotNull(("x",))), Now())


@pytest.mark.parametrize(
    ("newest", "verdict"), [("2013-07-02T05:00:00", Verdict.PASS), ("2013-07-02T04:59:59", Verdict.FAIL)]
)
def test_the_age_is_accepted_up_to_the_greatest(newest: str, verdict: Verdict) -> None:
    assert judged(Freshness("x", HOUR), newest).verdict is verdict


def test_a_stale_table_has_its_own_reason_and_no_value_in_the_summary() -> None:
    outcome = judged(Freshness("x", HOUR), "2013-07-01T00:00:00")

    assert (outcome.reason, outcome.summary) == ("LG409", "the newest value is too old")
    assert outcome.seen == "newest 2013-07-01T00:00:00, 1d 6h old"
    assert (outcome.observed, outcome.is_value, outcome.n) == (108_000, True, 9)


def test_a_date_is_aged_from_the_end_of_its_day_in_the_zone() -> None:
    newest = "2013-07-01"

    in_utc = judged(Freshness("x", 5 * HOUR), newest, LogicalType.DATE)
    in_new_york = judged(Freshness("x", 5 * HOUR, timezone="America/New_York"), newest, LogicalType.DATE)

    assert (in_utc.verdict, in_new_york.verdict) == (Verdict.FAIL, Verdict.PASS)


def test_a_value_far_in_the_future_is_red() -> None:
    outcome = judged(Freshness("x", HOUR), "2013-07-03T06:00:01")

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG402")
    assert outcome.summary == "the newest value lies more than 1d in the future"


def test_today_lies_not_in_the_future() -> None:
    check = Freshness("x", HOUR, max_ahead=timedelta(0))

    assert judged(check, "2013-07-02", LogicalType.DATE).verdict is Verdict.PASS


def test_no_value_proves_nothing() -> None:
    empty = ExtremesState(None, None, LogicalType.DATE)

    assert Freshness("x", HOUR).judge((empty, Count(0), NOW)).reason == "LG403"


def test_only_dates_and_timestamps_can_be_asked() -> None:
    with pytest.raises(DataError, match="must be a date or timestamp, got string"):
        judged(Freshness("x", HOUR), "2013-07-01", LogicalType.STRING)


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"max_age": -HOUR}, "max_age"),
        ({"max_age": HOUR, "max_ahead": -HOUR}, "max_ahead"),
        ({"max_age": HOUR, "timezone": "Mars/Olympus"}, "timezone"),
        ({"max_age": HOUR, "timezone": "../etc/passwd"}, "timezone"),
    ],
)
def test_lengths_below_zero_and_unknown_zones_are_refused(parameters: dict[str, object], named: str) -> None:
    with pytest.raises(ParameterError, match=f"`{named}`"):
        Freshness("x", **parameters)  # type: ignore[arg-type]  # some of each kind


def test_no_row_is_to_blame_for_its_age() -> None:
    assert Freshness("x", HOUR).offending() is None  # type: ignore[func-returns-value] # that is the point
