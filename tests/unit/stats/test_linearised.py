from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score
from statsmodels.stats.proportion import proportion_confint

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate
from lockgate.stats.linearised import (
    Linearised,
    linearised_difference,
    linearised_estimate,
    linearised_ratio,
)
from lockgate.stats.paired import paired_proportion_difference

COUNTS = st.lists(st.integers(0, 1_000), min_size=4, max_size=4)


def infinitesimal_jackknife(numerator: list[float], denominator: list[float], counts: list[int]) -> float:
    """Nudge the weight of each cell and see how the ratio moves."""
    a, b, rows = (np.asarray(x, dtype=float) for x in (numerator, denominator, counts))
    step = 1e-6
    slopes = []
    for cell in range(rows.size):
        up, down = rows.copy(), rows.copy()
        up[cell] += step
        down[cell] -= step
        slopes.append((up @ a / (up @ b) - down @ a / (down @ b)) / (2 * step))
    return math.sqrt(float(rows @ np.asarray(slopes) ** 2))


def ratio_estimate(numerator: list[float], denominator: list[float], counts: list[int]) -> Estimate:
    ratio = linearised_ratio(numerator, denominator, counts)
    return linearised_estimate(ratio.value, ratio.influence, counts, n_effective=ratio.n_effective)


def test_standard_error_of_a_proportion_by_hand() -> None:
    estimate = linearised_estimate(0.75, [0.25, -0.75], [75, 25])

    assert estimate.standard_error == pytest.approx(math.sqrt(0.75 * 0.25 / 100))


def test_precision_has_the_binomial_error_of_its_denominator() -> None:
    estimate = ratio_estimate([1, 0, 0, 0], [1, 1, 0, 0], [30, 10, 20, 40])

    lower, _ = proportion_confint(30, 40, alpha=0.05, method="normal")
    assert estimate.value == 0.75
    assert estimate.value - 1.959963984540054 * estimate.standard_error == pytest.approx(lower, rel=1e-9)
    assert estimate.n_effective == 40


def test_f1_and_precision_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(11)
    label, predicted = rng.integers(0, 2, 400), rng.integers(0, 2, 400)
    counts = [int(((label == y) & (predicted == p)).sum()) for y, p in ((1, 1), (0, 1), (1, 0), (0, 0))]

    f1 = ratio_estimate([2, 0, 0, 0], [2, 1, 1, 0], counts)
    precision = ratio_estimate([1, 0, 0, 0], [1, 1, 0, 0], counts)

    assert f1.value == pytest.approx(f1_score(label, predicted), abs=1e-12)
    assert precision.value == pytest.approx(precision_score(label, predicted), abs=1e-12)


def test_standard_error_of_f1_is_that_of_the_infinitesimal_jackknife() -> None:
    numerator, denominator, counts = [2.0, 0.0, 0.0, 0.0], [2.0, 1.0, 1.0, 0.0], [30, 10, 15, 45]

    estimate = ratio_estimate(numerator, denominator, counts)

    expected = infinitesimal_jackknife(numerator, denominator, counts)
    assert estimate.standard_error == pytest.approx(expected, rel=1e-6)


def test_difference_of_accuracies_is_the_paired_one_with_one_more_disagreement() -> None:
    counts = [40, 12, 4, 44]
    candidate = linearised_ratio([1, 1, 0, 0], [1, 1, 1, 1], counts)
    baseline = linearised_ratio([1, 0, 1, 0], [1, 1, 1, 1], counts)

    estimate = linearised_difference(candidate, baseline, counts)

    expected = paired_proportion_difference(100, 12, 4)
    assert estimate.value == pytest.approx(expected.value)
    one_more = (1 + abs(expected.value)) / 100  # a row that disagrees, against the mean difference
    assert estimate.standard_error == pytest.approx(math.hypot(expected.standard_error, one_more))


def test_a_model_against_itself_differs_by_nothing() -> None:
    counts = [30, 10, 15, 45]
    f1 = linearised_ratio([2, 0, 0, 0], [2, 1, 1, 0], counts)

    estimate = linearised_difference(f1, f1, counts)

    assert (estimate.value, estimate.standard_error, estimate.n_effective) == (0.0, 0.0, 55)


def test_nothing_predicted_positive_leaves_precision_undefined() -> None:
    ratio = linearised_ratio([1, 0, 0], [1, 1, 0], [0, 0, 50])

    assert math.isnan(ratio.value)
    assert not ratio_estimate([1, 0, 0], [1, 1, 0], [0, 0, 50]).is_defined
    assert not linearised_difference(ratio, Linearised(0.5, np.zeros(3), 9), [0, 0, 50]).is_defined


def test_no_rows_give_an_undefined_estimate() -> None:
    assert not linearised_estimate(0.5, [0.0], [0]).is_defined
    assert not linearised_estimate(0.5, [], []).is_defined


def test_an_empty_cell_may_have_any_influence() -> None:
    assert linearised_estimate(0.5, [0.5, math.nan], [10, 0]).standard_error == pytest.approx(math.sqrt(0.025))


@pytest.mark.parametrize(
    ("numerator", "denominator", "counts", "name"),
    [
        ([1, 0], [1, 1], [3], "counts"),
        ([1, 0], [1, 1], [3, -1], "counts"),
        ([1, 0], [1, 1], [3, math.nan], "counts"),
        ([1, 0], [1], [3, 1], "denominator"),
        ([[1, 0]], [[1, 1]], [[3, 1]], "counts"),
    ],
)
def test_cells_that_do_not_fit_are_refused(
    numerator: list[int], denominator: list[int], counts: list[int], name: str
) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        linearised_ratio(numerator, denominator, counts)


def test_models_on_different_cells_are_refused() -> None:
    one, two = Linearised(0.5, np.zeros(1), 9), Linearised(0.5, np.zeros(2), 9)

    with pytest.raises(ParameterError, match="on the same cells"):
        linearised_difference(one, two, [9])


@given(COUNTS)
def test_influences_sum_to_zero(counts: list[int]) -> None:
    ratio = linearised_ratio([2, 0, 0, 0], [2, 1, 1, 0], counts)

    assert float(np.asarray(counts) @ ratio.influence) == pytest.approx(0, abs=1e-6)


@given(COUNTS)
def test_ten_times_the_rows_shrink_the_error_by_the_root_of_ten(counts: list[int]) -> None:
    few = ratio_estimate([2, 0, 0, 0], [2, 1, 1, 0], counts)
    many = ratio_estimate([2, 0, 0, 0], [2, 1, 1, 0], [10 * count for count in counts])

    if few.is_defined:
        assert many.standard_error == pytest.approx(few.standard_error / math.sqrt(10))
