from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate, mean_estimate
from lockgate.stats.intervals import (
    clopper_pearson,
    logit_bounds,
    t_bounds,
    unseen_fraction,
    wilson_interval,
)

Proportion = Callable[..., tuple[float, float]]
Bounds = Callable[..., tuple[float, float]]
PROPORTIONS = pytest.mark.parametrize("interval", [wilson_interval, clopper_pearson])
BOUNDS = pytest.mark.parametrize("bounds", [t_bounds, logit_bounds])
TRIALS = st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_of_no_success_by_hand() -> None:
    z2 = 1.959963984540054**2

    assert wilson_interval(0, 10) == pytest.approx((0.0, z2 / (10 + z2)))


def test_clopper_pearson_of_no_success_by_hand() -> None:
    assert clopper_pearson(0, 10) == pytest.approx((0.0, 1 - 0.025**0.1))


@pytest.mark.parametrize(
    ("successes", "trials"), [(0, 5), (1, 7), (8, 10), (10, 10), (812, 1_000), (3, 100_000)]
)
@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.1])
@pytest.mark.parametrize(("interval", "method"), [(wilson_interval, "wilson"), (clopper_pearson, "beta")])
def test_intervals_of_a_proportion_agree_with_statsmodels(
    interval: Proportion, method: str, successes: int, trials: int, alpha: float
) -> None:
    expected = proportion_confint(successes, trials, alpha, method)

    assert interval(successes, trials, alpha=alpha) == pytest.approx(expected, abs=1e-9)


@PROPORTIONS
def test_no_trials_say_nothing(interval: Proportion) -> None:
    assert all(map(math.isnan, interval(0, 0)))


@PROPORTIONS
def test_all_successes_reach_one_exactly(interval: Proportion) -> None:
    assert interval(3, 3)[1] == 1.0


@PROPORTIONS
def test_more_successes_than_trials_is_refused(interval: Proportion) -> None:
    with pytest.raises(ParameterError, match=r"`successes` must be an int in \[0, 2\], got 3"):
        interval(3, 2)


@PROPORTIONS
def test_a_level_of_zero_is_refused(interval: Proportion) -> None:
    with pytest.raises(ParameterError, match="`alpha`"):
        interval(1, 2, alpha=0.0)


@PROPORTIONS
@given(case=TRIALS)
def test_failures_are_the_mirror_image_of_successes(interval: Proportion, case: tuple[int, int]) -> None:
    successes, trials = case

    lower, upper = interval(successes, trials)
    mirrored = interval(trials - successes, trials)

    assert 0 <= lower <= successes / trials <= upper <= 1
    assert mirrored == pytest.approx((1 - upper, 1 - lower), abs=1e-9)


@given(case=TRIALS)
def test_the_exact_interval_is_never_inside_the_tail_it_promises(case: tuple[int, int]) -> None:
    successes, trials = case

    lower, upper = clopper_pearson(successes, trials, alpha=0.1)

    assert lower == 0 or stats.binom.sf(successes - 1, trials, lower) <= 0.05 + 1e-9
    assert upper == 1 or stats.binom.cdf(successes, trials, upper) <= 0.05 + 1e-9


def test_t_bounds_agree_with_scipy() -> None:
    x = np.random.default_rng(3).normal(1, 2, 12)

    lower, upper = t_bounds(mean_estimate(12, float(x.sum()), float(x @ x)), alpha=0.1)

    expected = stats.t.interval(0.9, 11, loc=x.mean(), scale=stats.sem(x))
    assert (lower, upper) == pytest.approx(expected, rel=1e-9)


def test_t_bounds_go_by_the_rows_that_carry_the_information() -> None:
    few = t_bounds(Estimate(0.8, 0.05, 1_000, 5))
    many = t_bounds(Estimate(0.8, 0.05, 1_000))

    assert few[0] < many[0] < many[1] < few[1]


@BOUNDS
@pytest.mark.parametrize(
    "estimate",
    [Estimate.undefined(), Estimate(math.nan, 0.1, 5), Estimate(0.5, math.nan, 1), Estimate(0.5, 0.1, 9, 0)],
)
def test_an_undefined_estimate_has_unknown_bounds(bounds: Bounds, estimate: Estimate) -> None:
    assert all(map(math.isnan, bounds(estimate)))


@BOUNDS
def test_one_row_says_nothing(bounds: Bounds) -> None:
    assert all(map(math.isnan, bounds(Estimate(0.5, 0.0, 100, 1))))


@BOUNDS
def test_a_perfect_score_on_five_rows_is_no_proof(bounds: Bounds) -> None:
    lower, upper = bounds(Estimate(1.0, 0.0, 1_000, 5), alpha=0.1)

    assert lower == pytest.approx(0.05**0.2)
    assert upper >= 1.0


def test_a_span_keeps_a_nearly_perfect_score_from_certainty() -> None:
    estimate = Estimate(0.999, 1e-6, 1_000)

    plain, floored = t_bounds(estimate, alpha=0.1), t_bounds(estimate, alpha=0.1, span=2.0)

    assert plain[1] - plain[0] < 1e-5
    assert floored[0] == pytest.approx(0.999 - 2 * unseen_fraction(1_000))


def test_logit_bounds_by_hand() -> None:
    lower, upper = logit_bounds(Estimate(0.5, 0.05, 10_000_000))

    half = 1.959963984540054 * 0.05 / 0.25
    assert lower == pytest.approx(1 / (1 + math.exp(half)))
    assert upper == pytest.approx(1 / (1 + math.exp(-half)))


def test_no_bound_is_nearer_to_the_end_than_the_rows_can_prove() -> None:
    lower, _ = logit_bounds(Estimate(0.999, 1e-6, 1_000, 50), alpha=0.1)
    _, upper = logit_bounds(Estimate(0.001, 1e-6, 1_000, 50), alpha=0.1)

    assert lower == pytest.approx(1 - unseen_fraction(50))
    assert upper == pytest.approx(unseen_fraction(50))


def test_logit_bounds_without_spread_allow_for_what_is_unseen() -> None:
    unseen = unseen_fraction(50)

    assert logit_bounds(Estimate(0.5, 0.0, 100, 50), alpha=0.1) == pytest.approx((0.5 - unseen, 0.5 + unseen))


def test_logit_bounds_of_a_value_outside_its_range_are_unknown() -> None:
    assert all(map(math.isnan, logit_bounds(Estimate(1.2, 0.1, 50))))


@given(st.floats(0, 1), st.floats(0, 0.5), st.integers(2, 10**6))
def test_logit_bounds_stay_in_the_unit_interval_and_hold_the_value(value: float, error: float, n: int) -> None:
    lower, upper = logit_bounds(Estimate(value, error, n))

    assert 0 <= lower <= value <= upper <= 1


@BOUNDS
def test_a_level_of_one_is_refused(bounds: Bounds) -> None:
    with pytest.raises(ParameterError, match="`alpha`"):
        bounds(Estimate(0.5, 0.1, 10), alpha=1.0)


def test_unseen_fraction_is_the_upper_bound_of_no_success() -> None:
    assert unseen_fraction(40, alpha=0.025) == pytest.approx(clopper_pearson(0, 40)[1])
    assert unseen_fraction(0) == 1.0
    with pytest.raises(ParameterError):
        unseen_fraction(-1)


@pytest.mark.parametrize("span", [0.0, -1.0, 1.5, math.nan])
def test_logit_bounds_refuse_a_span_that_is_no_share(span: float) -> None:
    with pytest.raises(ParameterError, match="`span` must be a float in"):
        logit_bounds(Estimate(0.5, 0.1, 50), span=span)
