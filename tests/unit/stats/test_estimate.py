from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate, mean_estimate

VALUES = st.lists(st.floats(-1e3, 1e3, allow_subnormal=False), min_size=2, max_size=40)


def test_mean_of_one_to_four_by_hand() -> None:
    estimate = mean_estimate(4, 10.0, 30.0)

    assert estimate.value == 2.5
    assert estimate.standard_error == pytest.approx(math.sqrt(5 / 3 / 4))


def test_mean_and_standard_error_agree_with_scipy() -> None:
    x = np.random.default_rng(7).normal(3, 2, 500)

    estimate = mean_estimate(500, float(x.sum()), float(x @ x))

    assert estimate.value == pytest.approx(x.mean(), rel=1e-9)
    assert estimate.standard_error == pytest.approx(stats.sem(x), rel=1e-9)


def test_no_rows_give_an_undefined_estimate() -> None:
    estimate = mean_estimate(0, 0.0, 0.0)

    assert math.isnan(estimate.value)
    assert not estimate.is_defined


def test_one_row_has_a_mean_but_no_standard_error() -> None:
    estimate = mean_estimate(1, 2.0, 4.0)

    assert estimate.value == 2.0
    assert not estimate.is_defined


@pytest.mark.parametrize("total", [math.nan, math.inf, -math.inf])
def test_a_sum_that_is_not_finite_gives_an_undefined_estimate(total: float) -> None:
    assert not mean_estimate(10, total, 5.0).is_defined
    assert not mean_estimate(10, 5.0, abs(total)).is_defined


def test_a_constant_that_no_float_holds_exactly_has_no_spread() -> None:
    x = np.full(1_000_003, 0.1)

    assert mean_estimate(x.size, float(x.sum()), float(x @ x)).standard_error == 0.0


def test_a_negative_number_of_rows_is_refused() -> None:
    with pytest.raises(ParameterError, match="`n` must be an int of 0 or more"):
        mean_estimate(-1, 0.0, 0.0)


def test_support_is_all_rows_unless_fewer_carry_the_information() -> None:
    assert Estimate(0.5, 0.1, 10).support == 10
    assert Estimate(0.5, 0.1, 10, 3).support == 3
    assert not Estimate(0.5, 0.1, 10, 0).is_defined


@given(VALUES)
def test_order_of_rows_does_not_matter_and_the_error_is_never_negative(values: list[float]) -> None:
    x = np.asarray(values)

    estimate = mean_estimate(x.size, math.fsum(x), math.fsum(x * x))

    assert estimate.is_defined
    assert estimate.standard_error >= 0
    assert estimate == mean_estimate(x.size, math.fsum(x[::-1]), math.fsum(x[::-1] * x[::-1]))
