from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.calibration import calibration_curve

from lockgate.domain.errors import ParameterError
from lockgate.stats.calibration_error import (
    JointBins,
    calibration_error_estimate,
    expected_calibration_error,
    paired_calibration_error_difference,
)

Floats = NDArray[np.float64]
BINS = st.lists(st.tuples(st.integers(0, 200), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=8)


def into_bins(p: Floats, y: NDArray[np.int64], n_bins: int = 10) -> tuple[Floats, Floats, Floats]:
    index = np.minimum((p * n_bins).astype(int), n_bins - 1)
    n, sum_p, sum_y = (np.bincount(index, weights, minlength=n_bins) for weights in (np.ones_like(p), p, y))
    return n.astype(float), sum_p.astype(float), sum_y.astype(float)


def test_error_of_two_bins_by_hand() -> None:
    # (|10 - 15| + |40 - 38|) / 100
    assert expected_calibration_error([50, 50], [10, 40], [15, 38]) == pytest.approx(0.07)


def test_error_agrees_with_the_calibration_curve_of_scikit_learn() -> None:
    rng = np.random.default_rng(5)
    p = rng.random(2_000)
    y = (rng.random(2_000) < p**1.3).astype(int)
    n, sum_p, sum_y = into_bins(p, y)

    share, score = calibration_curve(y, p, n_bins=10)

    expected = float((n / n.sum()) @ np.abs(share - score))
    assert expected_calibration_error(n, sum_p, sum_y) == pytest.approx(expected, abs=1e-9)


def test_no_rows_leave_the_error_undefined() -> None:
    assert math.isnan(expected_calibration_error([0, 0], [0, 0], [0, 0]))
    assert math.isnan(calibration_error_estimate([], [], [], alpha=0.1, seed=1).upper)
    result = paired_calibration_error_difference(JointBins([], [], [], [], [], []), alpha=0.1, seed=1)
    assert not result.estimate.is_defined
    assert math.isnan(result.lower)


def test_one_row_has_no_bounds() -> None:
    result = calibration_error_estimate([1], [0.4], [1], alpha=0.1, seed=1)

    assert result.estimate.value == pytest.approx(0.6)
    assert not result.estimate.is_defined
    assert math.isnan(result.lower)


def test_the_same_seed_gives_the_same_bounds() -> None:
    arguments = ([500, 500], [100, 400], [150, 380])

    first = calibration_error_estimate(*arguments, alpha=0.1, seed=3)

    assert first == calibration_error_estimate(*arguments, alpha=0.1, seed=3)
    assert first != calibration_error_estimate(*arguments, alpha=0.1, seed=4)


def test_bounds_agree_with_the_formula_where_every_gap_is_plain() -> None:
    # one bin whose gap is far from 0: the error is a mean, so its bounds are those of a mean
    result = calibration_error_estimate([10_000], [3_000], [4_000], alpha=0.1, seed=1, replicates=20_000)

    half = 1.6448536 * math.sqrt(0.4 * 0.6 / 10_000)
    assert result.lower == pytest.approx(0.1 - half, abs=5e-4)
    assert result.upper == pytest.approx(0.1 + half, abs=5e-4)


def test_a_perfect_error_on_few_rows_is_no_proof() -> None:
    result = calibration_error_estimate([10], [0.0], [0.0], alpha=0.1, seed=1)

    assert result.estimate.value == 0.0
    assert result.upper == pytest.approx(1 - 0.05**0.1)


def test_a_model_against_itself_differs_by_no_more_than_may_be_unseen() -> None:
    bins = JointBins([0, 1], [0, 1], [500, 500], [100, 400], [100, 400], [150, 380])

    result = paired_calibration_error_difference(bins, alpha=0.1, seed=1)

    assert result.estimate.value == 0.0
    assert result.upper == pytest.approx(1 - 0.05**0.001)


def test_paired_difference_is_the_difference_of_the_two_errors() -> None:
    rng = np.random.default_rng(9)
    old, new = rng.random((2, 3_000))
    y = (rng.random(3_000) < new).astype(int)
    old_bin, new_bin = (np.minimum((p * 10).astype(int), 9) for p in (old, new))
    cell = old_bin * 10 + new_bin
    sums = [np.bincount(cell, weights, minlength=100) for weights in (np.ones(3_000), old, new, y)]
    joint = JointBins(np.arange(100) // 10, np.arange(100) % 10, *sums)

    result = paired_calibration_error_difference(joint, alpha=0.1, seed=1)

    expected = expected_calibration_error(*into_bins(new, y)) - expected_calibration_error(*into_bins(old, y))
    assert result.estimate.value == pytest.approx(expected, abs=1e-9)
    assert result.lower < expected < result.upper < 0


@pytest.mark.parametrize(
    ("n", "sum_p", "sum_y", "name"),
    [
        ([10], [11], [5], "sum_p"),
        ([10], [5], [-1], "sum_y"),
        ([10], [math.nan], [5], "sum_p"),
        ([-1], [0], [0], "sum_p"),
        ([10, 10], [5], [5, 5], "sum_p"),
        ([[10]], [[5]], [[5]], "sum_p"),
    ],
)
def test_bins_that_do_not_fit_are_refused(
    n: list[int], sum_p: list[float], sum_y: list[int], name: str
) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        expected_calibration_error(n, sum_p, sum_y)


def test_other_arguments_outside_their_domains_are_refused() -> None:
    with pytest.raises(ParameterError, match="`alpha`"):
        calibration_error_estimate([10], [5], [5], alpha=0.0, seed=1)
    with pytest.raises(ParameterError, match="`replicates`"):
        calibration_error_estimate([10], [5], [5], alpha=0.1, seed=1, replicates=99)
    with pytest.raises(ParameterError, match="`bins`"):
        paired_calibration_error_difference(JointBins([-1], [0], [10], [5], [5], [5]), alpha=0.1, seed=1)


def test_chance_gaps_of_a_calibrated_model_are_not_held_against_it() -> None:
    # every gap is one standard error, as chance makes them
    n, p = np.full(10, 100.0), np.linspace(0.05, 0.95, 10)
    gap = np.sqrt(n * p * (1 - p)) * np.where(np.arange(10) % 2, 1, -1)

    result = calibration_error_estimate(n, n * p, n * p + gap, alpha=0.1, seed=1)

    assert result.estimate.value > 0.03
    assert result.lower == 0.0
    assert result.upper > result.estimate.value


def test_models_that_differ_by_little_are_compared_closely() -> None:
    # few rows, but candidate and baseline put them in the same bins with nearly the same probability
    n = [300, 300]
    bins = JointBins([0, 1], [0, 1], n, [60.0, 240.0], [60.3, 239.7], [66, 237])

    result = paired_calibration_error_difference(bins, alpha=0.1, seed=1)

    assert result.upper - result.lower < 0.02


@given(BINS)
def test_the_bounds_hold_the_estimate_and_stay_in_range(bins: list[tuple[int, float, float]]) -> None:
    n = [row[0] for row in bins]
    sum_p = [row[0] * row[1] for row in bins]
    sum_y = [round(row[0] * row[2]) for row in bins]

    result = calibration_error_estimate(n, sum_p, sum_y, alpha=0.1, seed=1, replicates=100)

    if result.estimate.is_defined:
        assert 0 <= result.lower <= result.estimate.value + 1e-12
        assert result.estimate.value - 1e-12 <= result.upper <= 1
