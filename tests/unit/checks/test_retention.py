from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lockgate.checks.retention import Retention
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.aggregates.now import Now, NowState
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import LogicalType

NOW = NowState(datetime(2013, 7, 2, 6, tzinfo=UTC))


@pytest.mark.parametrize(("hours", "verdict"), [(30, Verdict.PASS), (29, Verdict.FAIL)])
def test_the_oldest_value_is_judged(hours: int, verdict: Verdict) -> None:
    state = ExtremesState("2013-07-01T00:00:00", "2013-07-02T00:00:00", LogicalType.TIMESTAMP)

    outcome = Retention("x", timedelta(hours=hours)).judge((state, Count(9), NOW))

    assert (outcome.verdict, outcome.n) == (verdict, 9)
    assert outcome.seen == "oldest 2013-07-01T00:00:00, 1d 6h old"


def test_no_value_proves_nothing() -> None:
    empty = ExtremesState(None, None, LogicalType.DATE)

    assert Retention("x", timedelta(1)).judge((empty, Count(0), NOW)).reason == "LG403"


def test_a_negative_age_is_refused() -> None:
    with pytest.raises(ParameterError, match="`max_age`"):
        Retention("x", timedelta(-1))


def test_the_ends_of_the_column_and_the_time_are_asked_for() -> None:
    check = Retention("x", timedelta(1))

    assert check.aggregates() == (Extremes("x"), CountIf(NotNull(("x",))), Now())
    check.offending()  # has nothing to return
