from __future__ import annotations

from datetime import date

import pytest

from lockgate.checks.min import Min
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.check import Outcome
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import LogicalType


def judged(bound: Bound, state: ExtremesState) -> Outcome:
    return Min(Requirement.at_least(bound), "x").judge((state, Count(9)))


def test_the_extremes_and_the_number_of_values_are_asked() -> None:
    aggregates = Min(Requirement.at_least(1), "x").aggregates()

    assert aggregates == (Extremes("x"), CountIf(NotNull(("x",))))


@pytest.mark.parametrize(("bound", "verdict"), [(15, Verdict.PASS), (16, Verdict.FAIL)])
def test_the_smallest_value_is_compared(bound: int, verdict: Verdict) -> None:
    outcome = judged(bound, ExtremesState(15, 20))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, 15, 9)
    assert outcome.is_value


def test_the_summary_holds_no_value_of_the_table() -> None:
    outcome = judged(15, ExtremesState(15, 20))

    assert (outcome.summary, outcome.seen) == ("the smallest value is as required", "smallest value 15")


@pytest.mark.parametrize("bound", [date(2013, 1, 1), "2013-01-01"])
def test_dates_are_compared_with_dates(bound: Bound) -> None:
    state = ExtremesState("2013-01-01", "2013-01-01", LogicalType.DATE)

    assert judged(bound, state).verdict is Verdict.PASS


def test_a_text_that_names_no_date_is_refused() -> None:
    state = ExtremesState("2013-01-01", "2013-01-01", LogicalType.DATE)

    with pytest.raises(ParameterError, match="a date or instant"):
        judged("soon", state)


def test_nan_proves_nothing() -> None:
    assert judged(15, ExtremesState(15, float("nan"))).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert judged(15, ExtremesState(None, None)).reason == "LG403"
