from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.stats.drift.tail import DrawnTail


def test_where_there_are_draws_they_are_counted() -> None:
    tail = DrawnTail.of(np.arange(1.0, 200.0))

    assert tail.above(100.0) == pytest.approx(101 / 200)
    assert tail.below(100.0) == pytest.approx(101 / 200)
    assert tail.quantile_below(0.05) == 10.0
    assert tail.quantile_above(0.1) == 180.0
    assert tail.share_below(100.0) == pytest.approx(99 / 199)


def test_a_value_is_below_at_alpha_just_where_it_is_less_than_the_quantile() -> None:
    tail = DrawnTail.of(np.random.default_rng(1).normal(size=499))
    quantile = tail.quantile_below(0.05)

    assert tail.below(np.nextafter(quantile, -math.inf)) <= 0.05 < tail.below(quantile)
    quantile = tail.quantile_above(0.05)
    assert tail.above(np.nextafter(quantile, math.inf)) <= 0.05 < tail.above(quantile)


@pytest.mark.parametrize("degrees", [3, 31])
def test_a_chi_square_goes_on_as_one(degrees: int) -> None:
    draws = stats.chi2.ppf((np.arange(499) + 0.5) / 499, degrees)
    tail = DrawnTail.of(draws)

    far = stats.chi2.isf(1e-4, degrees)

    assert math.log10(tail.above(far)) == pytest.approx(-4, abs=0.5)
    assert tail.quantile_above(1e-4) == pytest.approx(far, rel=0.1)


def test_a_normal_goes_on_as_one() -> None:
    tail = DrawnTail.of(stats.norm.ppf((np.arange(499) + 0.5) / 499))

    assert math.log10(tail.above(3.719)) == pytest.approx(-4, abs=0.1)
    assert tail.quantile_above(1e-4) == pytest.approx(3.719, rel=0.02)


def test_a_far_tail_is_never_more_likely_than_what_was_drawn() -> None:
    tail = DrawnTail.of(np.concatenate((np.zeros(190), np.full(9, 5.0))))

    assert tail.above(5.0) <= 11 / 200


def test_draws_that_never_differ_prove_no_more_than_their_number() -> None:
    assert DrawnTail.of(np.ones(199)).above(2.0) == 1 / 200
    assert DrawnTail.of(np.ones(199)).skewness == 0.0


def test_draws_without_end_are_counted() -> None:
    tail = DrawnTail.of(np.append(np.arange(198.0), math.inf))

    assert tail.above(197.5) == 2 / 200
    assert tail.quantile_above(0.001) == math.inf
    assert math.isfinite(tail.mean + tail.spread)
