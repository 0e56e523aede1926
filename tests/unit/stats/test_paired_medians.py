from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.stats.paired_medians import paired_median_difference


@pytest.mark.parametrize("correlation", [0.0, 0.6, 0.95])
def test_its_error_is_that_of_many_samples(correlation: float) -> None:
    """Of normal numbers, whose density at the median is known."""
    n, draw = 200, np.random.default_rng(3)
    common, *own = draw.normal(size=(3, 4_000, n))
    old, new = (math.sqrt(correlation) * common + math.sqrt(1 - correlation) * one for one in own)
    differences = np.median(new, axis=1) - np.median(old, axis=1)
    both = ((old[0] <= np.median(old[0])) & (new[0] <= np.median(new[0]))).sum()
    expected = n * stats.multivariate_normal([0, 0], [[1, correlation], [correlation, 1]]).cdf([0, 0])

    sparsity = 1 / stats.norm.pdf(0)
    found = paired_median_difference(
        (0.0, 0.1), (sparsity, sparsity), (100, 100), round(expected), n, degrees=30
    )

    assert abs(both - expected) < 25
    assert found.value == 0.1
    assert found.standard_error == pytest.approx(differences.std(), rel=0.05)
    assert found.degrees_of_freedom == 30


def test_ties_count_as_they_are() -> None:
    """Most rows of one number lie at its median: it hardly moves."""
    found = paired_median_difference((0.0, 1.0), (0.0, 2.0), (90, 50), 45, 100, degrees=10)

    assert found.standard_error == pytest.approx(0.1)
