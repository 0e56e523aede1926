from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.stats.drift.population_stability_index import POPULATION_STABILITY_INDEX


def test_two_bins_by_hand() -> None:
    assert POPULATION_STABILITY_INDEX.of([1, 1], [4, 1]) == pytest.approx(
        0.3 * math.log(1.6) - 0.3 * math.log(0.4)
    )


def test_it_is_the_sum_that_scorecard_builders_use() -> None:
    reference, current = np.array([40, 30, 20, 10]), np.array([10, 20, 30, 40])
    p, q = reference / 100, current / 100

    expected = float(((p - q) * np.log(p / q)).sum())

    assert POPULATION_STABILITY_INDEX.of(reference, current) == pytest.approx(expected, abs=1e-12)


def test_an_empty_bin_is_infinitely_far_unless_it_is_smoothed() -> None:
    assert POPULATION_STABILITY_INDEX.of([1, 1], [1, 0]) == math.inf
    assert math.isfinite(POPULATION_STABILITY_INDEX.of([1, 1], [1, 0], smoothing=0.5))


def test_it_is_the_sum_of_scipys_entropies_in_both_directions() -> None:
    generator = np.random.default_rng(1)
    reference, current = generator.integers(1, 50, 12), generator.integers(1, 50, 12)

    expected = stats.entropy(reference, current) + stats.entropy(current, reference)

    assert POPULATION_STABILITY_INDEX.of(reference, current) == pytest.approx(float(expected), abs=1e-9)
