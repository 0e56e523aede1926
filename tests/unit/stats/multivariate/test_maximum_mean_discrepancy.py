from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.maximum_mean_discrepancy import _unbiased, mean_discrepancy

ROWS = np.random.default_rng(1).normal(size=(4_000, 2))


def test_two_pairs_of_points_by_hand() -> None:
    # reference at -1 and 1, current at 0 and 2; half-bandwidths from the median of the six distances, 1.5
    def kernel(distance: float) -> float:
        return math.exp(-(distance**2) / (2 * 1.5**2))

    expected = kernel(2) + kernel(2) - 2 * (kernel(1) + kernel(3) + kernel(1) + kernel(1)) / 4

    assert mean_discrepancy([[-1.0], [1.0]], [[0.0], [2.0]]).effect == pytest.approx(expected)


def test_the_same_sum_is_taken_from_blocks_and_from_labels() -> None:
    first, second = ROWS[:100], ROWS[100:200]

    together = mean_discrepancy(first, second)

    assert together.lower == -together.upper == -math.inf
    assert _unbiased(np.array([[-1.0], [1.0]]), np.array([[0.0], [2.0]]), 1.5) == pytest.approx(
        mean_discrepancy([[-1.0], [1.0]], [[0.0], [2.0]]).effect
    )


def test_another_correlation_shows() -> None:
    turned = ROWS[300:600] @ np.array([[1.0, 0.9], [0.0, 0.4]])

    assert mean_discrepancy(ROWS[:300], turned).p_value == pytest.approx(1 / 200)
    assert mean_discrepancy(ROWS[:300], ROWS[300:600]).p_value > 0.05


def test_large_samples_are_compared_by_blocks() -> None:
    same = mean_discrepancy(ROWS[:2_000], ROWS[2_000:])
    moved = mean_discrepancy(ROWS[:2_000], ROWS[2_000:] + 0.3)

    assert same.lower < 0 < same.upper
    assert 0 < moved.lower < moved.effect < moved.upper
    assert moved.p_value < 1e-6 < same.p_value


def test_constant_rows_are_no_evidence() -> None:
    assert mean_discrepancy(np.ones((2_000, 1)), np.ones((2_000, 1))).p_value == 1.0
    assert mean_discrepancy(np.ones((20, 1)), np.ones((20, 1))).p_value == 1.0


def test_arguments_outside_their_domain_are_refused() -> None:
    with pytest.raises(ParameterError, match="`permutations`"):
        mean_discrepancy(ROWS[:9], ROWS[:9], permutations=50)
    with pytest.raises(ParameterError, match="`most_rows`"):
        mean_discrepancy(ROWS[:9], ROWS[:9], most_rows=1)
