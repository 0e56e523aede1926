from __future__ import annotations

from datetime import date, datetime

import pytest

from lockgate.checks.max import Max
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import LogicalType


def judged(bound: Bound, state: ExtremesState) -> Outcome:
    return Max(Requirement.at_most(bound), "x").judge((state, Count(9)))


def test_the_extremes_and_the_number_of_values_are_asked() -> None:
    aggregates = Max(Requirement.at_least(1), "x").aggregates()

    assert aggregates == (Extremes("x"), CountIf(NotNull(("x",))))


@pytest.mark.parametrize(("bound", "verdict"), [(20, Verdict.PASS), (19, Verdict.FAIL)])
def test_the_largest_value_is_compared(bound: int, verdict: Verdict) -> None:
    outcome = judged(bound, ExtremesState(15, 20))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, 20, 9)
    assert outcome.is_value


def test_the_summary_holds_no_value_of_the_table() -> None:
    outcome = judged(20, ExtremesState(15, 20))

    assert (outcome.summary, outcome.seen) == ("the largest value is as required", "largest value 20")


@pytest.mark.parametrize("bound", [date(2013, 1, 1), "2013-01-01"])
def test_dates_are_compared_with_dates(bound: Bound) -> None:
    state = ExtremesState("2013-01-01", "2013-01-01", LogicalType.DATE)

    assert judged(bound, state).verdict is Verdict.PASS


def test_a_text_that_names_no_date_is_refused() -> None:
    state = ExtremesState("2013-01-01", "2013-01-01", LogicalType.DATE)

    with pytest.raises(ParameterError, match="a date or instant"):
        judged("soon", state)


@pytest.mark.parametrize(
    ("ends", "bound", "verdict"),
    [
        (("2013-01-01", "2013-07-01"), date(2013, 7, 1), Verdict.PASS),
        (("2013-01-01", "2013-07-01T06:00:00"), date(2013, 7, 1), Verdict.PASS),
        (("2013-01-01", "2013-07-01T06:00:00"), datetime(2013, 7, 1), Verdict.FAIL),  # noqa: DTZ001 - without a zone
    ],
)
def test_a_text_is_read_as_the_bounds_are(ends: tuple[str, str], bound: Bound, verdict: Verdict) -> None:
    state = ExtremesState(*ends, LogicalType.STRING)

    outcome = Max(Requirement.at_most(bound), "x").judge((state, Count(9)))

    assert outcome.verdict is verdict


@pytest.mark.parametrize("ends", [("", "2013-07-01"), ("2013-01-01", "soon")])
def test_texts_of_which_one_end_names_no_date_are_not_read(ends: tuple[str, str]) -> None:
    with pytest.raises(ParameterError, match="comparable"):
        Max(Requirement.at_most(date(2013, 7, 1)), "x").judge(
            (ExtremesState(*ends, LogicalType.STRING), Count(9))
        )


def test_nan_proves_nothing() -> None:
    assert judged(20, ExtremesState(15, float("nan"))).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert judged(20, ExtremesState(None, None)).reason == "LG403"
