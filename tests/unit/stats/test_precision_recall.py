from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from lockgate.stats.precision_recall import (
    average_precision_estimate,
    average_precision_from_counts,
    average_precision_influence,
    paired_average_precision_difference,
)

Floats = NDArray[np.float64]
COUNTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=12)


def jackknife_error(statistic: Callable[[Floats], float], counts: Floats) -> float:
    """Nudge each count and see how the statistic moves (the infinitesimal jackknife)."""
    slopes = np.zeros_like(counts)
    for cell in np.flatnonzero(counts):
        up, down = counts.copy(), counts.copy()
        up[cell] += 1e-5
        down[cell] -= 1e-5
        slopes[cell] = (statistic(up) - statistic(down)) / 2e-5
    return math.sqrt(float(counts @ slopes**2))


def test_average_precision_of_four_rows_by_hand() -> None:
    # highest bucket: recall 1/2 at precision 1; then recall 1 at precision 2/3
    assert average_precision_from_counts([0, 1, 1], [1, 1, 0]) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


@pytest.mark.parametrize("seed", range(5))
def test_average_precision_agrees_with_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    label = rng.integers(0, 2, 300)
    score = np.round(rng.normal(size=300) + label, 1)
    _, bucket = np.unique(score, return_inverse=True)
    p, n = (np.bincount(bucket[label == y], minlength=bucket.max() + 1) for y in (1, 0))

    assert average_precision_from_counts(p, n) == pytest.approx(average_precision_score(label, score), abs=1e-9)


def test_standard_error_is_that_of_the_infinitesimal_jackknife() -> None:
    counts = np.array([5.0, 10, 25, 60, 80, 30, 15, 5])

    estimate = average_precision_estimate(counts[:4], counts[4:])

    expected = jackknife_error(lambda c: average_precision_from_counts(c[:4], c[4:]), counts)
    assert estimate.standard_error == pytest.approx(expected, rel=1e-6)
    assert estimate.n_effective == 100


def test_paired_error_is_that_of_the_infinitesimal_jackknife() -> None:
    label, old, new = [1, 1, 1, 0, 0, 0, 0], [0, 2, 2, 0, 1, 2, 1], [1, 2, 1, 0, 0, 1, 2]
    counts = np.array([20.0, 50, 12, 80, 30, 9, 4])

    estimate = paired_average_precision_difference(label, old, new, counts)

    expected = jackknife_error(lambda c: paired_average_precision_difference(label, old, new, c).value, counts)
    assert estimate.standard_error == pytest.approx(expected, rel=1e-6)


def test_a_model_against_itself_differs_by_nothing() -> None:
    estimate = paired_average_precision_difference([1, 0, 1], [0, 1, 2], [0, 1, 2], [5, 6, 7])

    assert (estimate.value, estimate.standard_error, estimate.n_effective) == (0.0, 0.0, 12)


@pytest.mark.parametrize(("positives", "negatives"), [([0, 0], [3, 4]), ([3, 4], [0, 0]), ([], [])])
def test_one_class_leaves_the_estimate_undefined(positives: list[int], negatives: list[int]) -> None:
    assert not average_precision_estimate(positives, negatives).is_defined


def test_without_positives_there_is_no_average_precision() -> None:
    assert math.isnan(average_precision_from_counts([0, 0], [3, 4]))
    assert np.isnan(average_precision_influence([0, 0], [3, 4])[0]).all()


def test_one_class_leaves_the_difference_undefined() -> None:
    assert not paired_average_precision_difference([1], [0], [1], [5]).is_defined
    assert not paired_average_precision_difference([0], [0], [1], [5]).is_defined


@given(COUNTS)
def test_influences_sum_to_zero(counts: list[tuple[int, int]]) -> None:
    p, n = np.array(counts, dtype=float).T

    if p.sum():
        of_positives, of_negatives = average_precision_influence(p, n)

        assert float(p @ of_positives + n @ of_negatives) == pytest.approx(0, abs=1e-6)


@given(COUNTS)
def test_average_precision_stays_between_nothing_and_one(counts: list[tuple[int, int]]) -> None:
    p, n = np.array(counts, dtype=float).T

    if p.sum():
        assert 0 < average_precision_from_counts(p, n) <= 1 + 1e-12
