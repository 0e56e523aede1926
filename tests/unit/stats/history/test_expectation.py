from __future__ import annotations

import math

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.stats.history.expectation import Expectation, expectation_of_forecast, judge_expectation

KNOWN = Expectation(10.0, 9.0, 11.0, 30)


@pytest.mark.parametrize(
    ("observed", "verdict"),
    [(9.0, Verdict.PASS), (11.0, Verdict.PASS), (8.9, Verdict.FAIL), (11.1, Verdict.FAIL)],
)
def test_a_value_passes_inside_the_range(observed: float, verdict: Verdict) -> None:
    assert judge_expectation(KNOWN, observed) is verdict


def test_what_is_unknown_never_passes() -> None:
    assert judge_expectation(Expectation.unknown(3), 10.0) is Verdict.INCONCLUSIVE
    assert judge_expectation(Expectation(1.0, 0.0, math.nan, 3), 0.5) is Verdict.INCONCLUSIVE
    assert judge_expectation(KNOWN, math.nan) is Verdict.INCONCLUSIVE
    assert judge_expectation(KNOWN, math.inf) is Verdict.INCONCLUSIVE


def test_a_forecast_is_a_normal_range() -> None:
    expected = expectation_of_forecast(100.0, 10.0, 50, alpha=0.05)

    assert (expected.lower, expected.upper) == pytest.approx((80.4, 119.6), abs=0.01)


def test_a_forecast_without_numbers_is_unknown() -> None:
    assert math.isnan(expectation_of_forecast(math.nan, 1.0, 5).centre)
    assert math.isnan(expectation_of_forecast(1.0, math.nan, 5).centre)


def test_arguments_outside_their_domain_are_refused() -> None:
    with pytest.raises(ParameterError, match="`spread`"):
        expectation_of_forecast(1.0, -1.0, 5)
    with pytest.raises(ParameterError, match="`alpha`"):
        expectation_of_forecast(1.0, 1.0, 5, alpha=0.0)
