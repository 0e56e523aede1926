from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.history.robust import FEWEST_VALUES, in_season, robust_expectation, robust_z


def test_it_agrees_with_scipy() -> None:
    past = np.random.default_rng(1).normal(size=31)

    expected = (2.0 - np.median(past)) / stats.median_abs_deviation(past, scale="normal")

    assert robust_z(past, 2.0) == pytest.approx(expected, abs=1e-9)


def test_one_outlier_of_the_past_does_not_hide_another() -> None:
    assert robust_z([10, 11, 9, 10, 12, 10, 1_000], 30) > 10


def test_a_constant_past_makes_any_change_infinite() -> None:
    assert robust_z([5, 5, 5], 5) == 0.0
    assert robust_z([5, 5, 5], 4) == -math.inf


def test_without_a_past_nothing_is_known() -> None:
    assert math.isnan(robust_z([], 4))
    assert math.isnan(robust_z([1, 2], math.nan))
    assert math.isnan(robust_expectation([1.0] * (FEWEST_VALUES - 1)).centre)


def test_the_range_is_that_of_students_t() -> None:
    past = np.arange(28.0)

    expected = robust_expectation(past, alpha=0.05)

    reach = (
        stats.t.ppf(0.975, 10) * stats.median_abs_deviation(past, scale="normal") * math.sqrt(1 + math.pi / 56)
    )
    assert expected.centre == 13.5
    assert expected.upper - expected.centre == pytest.approx(reach, rel=1e-9)


def test_values_that_are_not_finite_are_left_out() -> None:
    assert robust_expectation([*range(9), math.nan, math.inf]) == robust_expectation(range(9))


def test_the_range_is_never_narrower_than_the_resolution() -> None:
    expected = robust_expectation([5.0] * 20, resolution=0.5)

    assert (expected.lower, expected.upper) == (4.5, 5.5)


def test_a_season_has_its_own_past() -> None:
    assert in_season([1.0, 2.0, 3.0], [0, 1, 0], 0) == (1.0, 3.0)
    assert in_season([1.0], [0], 1) == ()
    with pytest.raises(ParameterError, match="`seasons`"):
        in_season([1.0], [], 0)


@pytest.mark.parametrize("resolution", [-1.0, math.inf])
def test_a_resolution_outside_its_domain_is_refused(resolution: float) -> None:
    with pytest.raises(ParameterError, match="`resolution`"):
        robust_expectation([1.0] * 9, resolution=resolution)
