"""Third and fourth moments, against scipy."""

from __future__ import annotations

import math
from functools import reduce
from itertools import permutations

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import kurtosis, skew
from tests.fakes.states import state_of

from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState


def test_four_values_by_hand() -> None:
    found = state_of({"x": [0.0, 0.0, 0.0, 4.0, None]}, HigherMoments("x"))

    assert found == HigherMomentsState(4, 1.0, 12.0, 24.0, 84.0)
    assert found.skewness == pytest.approx(2 / math.sqrt(3))
    assert found.excess_kurtosis == pytest.approx(-2 / 3)


def test_shape_is_that_of_scipy() -> None:
    values = np.random.default_rng(4).gamma(2, 30, 5_000)

    found = state_of({"x": values}, HigherMoments("x"))

    assert found.skewness == pytest.approx(skew(values), rel=1e-9)
    assert found.excess_kurtosis == pytest.approx(kurtosis(values), rel=1e-9)


def test_merged_parts_are_the_whole() -> None:
    values = np.random.default_rng(5).exponential(3, 1_000)
    left, right = (state_of({"x": part}, HigherMoments("x")) for part in (values[:250], values[250:]))

    merged = left.merge(right)

    assert merged.n == 1_000
    assert merged.mean == pytest.approx(values.mean(), rel=1e-10)
    assert merged.skewness == pytest.approx(skew(values), rel=1e-9)
    assert merged.excess_kurtosis == pytest.approx(kurtosis(values), rel=1e-9)


def test_a_part_without_values_changes_nothing() -> None:
    state, empty = HigherMomentsState(2, 1.0, 2.0, 0.0, 2.0), HigherMomentsState(0, 0.0, 0.0, 0.0, 0.0)

    assert state_of({"x": pa.array([None], pa.float64())}, HigherMoments("x")) == empty
    assert state.merge(empty) == empty.merge(state) == state


def test_equal_values_have_no_shape() -> None:
    found = state_of({"x": [0.1] * 50}, HigherMoments("x"))

    assert math.isnan(found.skewness)
    assert math.isnan(found.excess_kurtosis)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_not_finite_stays_undefined(value: float) -> None:
    found = state_of({"x": [1.0, 2.0, value]}, HigherMoments("x"))

    assert math.isnan(found.skewness)


def test_a_symmetric_column_has_no_skewness_in_whatever_order_its_parts_come() -> None:
    parts = [
        state_of({"x": values}, HigherMoments("x")) for values in ([1.0, 2.0], [3.0, 4.0], [5.0], [6.0, 7.0])
    ]

    for order in permutations(parts):
        assert reduce(HigherMomentsState.merge, order).skewness == 0.0
