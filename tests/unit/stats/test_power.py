from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import normal_power

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate
from lockgate.stats.intervals import unseen_fraction
from lockgate.stats.power import MOST_ROWS, rows_needed, rows_needed_if, smallest_detectable


def test_smallest_detectable_for_eight_percent_disagreement_by_hand() -> None:
    # 1.6449 plus 0.8416, times the root of 0.08 over 20,000 rows
    assert smallest_detectable(math.sqrt(0.08 / 20_000)) == pytest.approx(0.004973, abs=1e-6)


def test_the_smallest_detectable_distance_has_the_stated_power() -> None:
    distance = smallest_detectable(0.1, alpha=0.05, power=0.8)

    power = normal_power(distance, nobs=1, alpha=0.05, alternative="larger", sigma=0.1)

    assert power == pytest.approx(0.8, abs=1e-9)


def test_no_standard_error_means_no_smallest_detectable() -> None:
    assert math.isnan(smallest_detectable(math.nan))
    assert smallest_detectable(0.0) == 0.0


def test_rows_needed_by_hand() -> None:
    # SE 0.01 at 1,000 rows; the distance 0.01 takes SE 0.01 / 2.48648, so 6.1826 times the rows
    assert rows_needed(Estimate(0.71, 0.01, 1_000), 0.70) == 5_183


def test_rows_at_hand_that_suffice_need_no_more() -> None:
    assert rows_needed(Estimate(0.90, 0.01, 1_000), 0.70) == 0


def test_no_number_of_rows_moves_an_estimate_off_the_bar() -> None:
    assert rows_needed(Estimate(0.7, 0.01, 1_000), 0.7) is None
    assert rows_needed(Estimate(0.7 + 1e-9, 0.01, 1_000), 0.7) is None


@pytest.mark.parametrize("estimate", [Estimate.undefined(), Estimate(0.7, math.nan, 1)])
def test_an_undefined_estimate_cannot_be_planned(estimate: Estimate) -> None:
    assert rows_needed(estimate, 0.5) is None
    assert rows_needed_if(estimate, 0.5, assumed=0.6) is None


def test_planning_for_equal_models_goes_by_the_margin() -> None:
    at_the_margin = Estimate(-0.005, 0.011, 342)

    assert rows_needed(at_the_margin, -0.005) is None
    assert rows_needed_if(at_the_margin, -0.005, assumed=0.0) == 9_892


def test_an_unknown_truth_cannot_be_planned() -> None:
    assert rows_needed_if(Estimate(0.7, 0.01, 100), 0.5, assumed=math.nan) is None
    assert rows_needed_if(Estimate(0.7, 0.01, 100), 0.5, assumed=math.inf) is None


def test_without_spread_the_rule_of_three_says_how_many_rows() -> None:
    estimate = Estimate(1.0, 0.0, 20, 10)

    more = rows_needed(estimate, 0.95)

    assert more == 97  # 58.4 rows that carry information, 116.8 in all
    assert unseen_fraction(59) <= 0.05 < unseen_fraction(58)
    assert rows_needed(estimate, 0.5) == 0


def test_no_spread_and_a_bar_too_near_has_no_answer() -> None:
    assert rows_needed(Estimate(1.0, 0.0, 20), 1 - 1e-12) is None


@pytest.mark.parametrize("alpha", [0.0, 0.5, math.nan])
def test_a_level_that_decides_nothing_is_refused(alpha: float) -> None:
    with pytest.raises(ParameterError, match="`alpha`"):
        smallest_detectable(0.1, alpha=alpha)


@pytest.mark.parametrize("power", [0.49, 1.0, math.nan])
def test_a_power_outside_its_domain_is_refused(power: float) -> None:
    with pytest.raises(ParameterError, match="`power`"):
        rows_needed(Estimate(0.7, 0.01, 100), 0.5, power=power)


def test_other_arguments_outside_their_domains_are_refused() -> None:
    with pytest.raises(ParameterError, match="`standard_error`"):
        smallest_detectable(-0.1)
    with pytest.raises(ParameterError, match="`bar`"):
        rows_needed(Estimate(0.7, 0.01, 100), math.nan)


@given(st.floats(-1, 1), st.floats(1e-6, 0.5), st.integers(2, 10**6))
def test_with_the_rows_it_asks_for_the_distance_can_be_seen(value: float, error: float, n: int) -> None:
    more = rows_needed(Estimate(value, error, n), 0.0)

    if more is not None:
        assert more <= MOST_ROWS
        shrunk = error * math.sqrt(n / (n + more))
        assert smallest_detectable(shrunk) <= abs(value) * (1 + 1e-9)


def test_a_slack_is_taken_from_the_distance() -> None:
    given = Estimate(0.004, 0.011, 342)

    assert rows_needed_if(given, 0.005, assumed=0.0, slack=0.001) == rows_needed_if(given, 0.004, assumed=0.0)
    assert rows_needed_if(given, 0.005, assumed=0.0, slack=0.005) is None


def test_the_floor_of_a_span_takes_as_many_rows_as_bring_it_within_the_distance() -> None:
    given = Estimate(0.0, 1e-4, 2_000, 600)

    more = rows_needed_if(given, 0.001, assumed=0.0, span=1.0)

    assert more is not None
    rows = (2_000 + more) / 2_000
    power = 0.8416212 * 1e-4 / math.sqrt(rows)
    assert unseen_fraction(round(600 * rows)) + power == pytest.approx(0.001, rel=0.01)


def test_a_span_whose_floor_does_not_bind_changes_nothing() -> None:
    given = Estimate(0.004, 0.011, 342)

    assert rows_needed_if(given, 0.005, assumed=0.0, span=0.1) == rows_needed_if(given, 0.005, assumed=0.0)


def test_a_span_that_is_never_reached_needs_over_a_billion_rows() -> None:
    assert rows_needed_if(Estimate(0.0, 1e-12, 10), 1e-12, assumed=0.0, span=1.0) is None


def test_without_a_spread_the_rule_of_three_is_of_the_span() -> None:
    assert rows_needed_if(Estimate(0.0, 0.0, 100), 0.5, assumed=0.0, span=34.5) == 106
    assert rows_needed_if(Estimate(0.0, 0.0, 100), 0.5, assumed=0.0) == 0


def test_the_smallest_detectable_distance_is_beyond_the_floor() -> None:
    assert smallest_detectable(0.001, floor=0.01) == pytest.approx(0.01 + 0.8416e-3, abs=1e-6)
