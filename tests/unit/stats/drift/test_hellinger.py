from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.spatial.distance import euclidean

from lockgate.stats.drift.hellinger import HELLINGER


def test_two_bins_by_hand() -> None:
    affinity = math.sqrt(0.5 * 0.8) + math.sqrt(0.5 * 0.2)

    assert HELLINGER.of([1, 1], [4, 1]) == pytest.approx(math.sqrt(1 - affinity))


def test_samples_without_a_common_bin_are_one_apart() -> None:
    assert HELLINGER.of([5, 0], [0, 2]) == 1.0


def test_it_agrees_with_scipy() -> None:
    generator = np.random.default_rng(1)
    reference, current = generator.integers(0, 50, 12), generator.integers(0, 50, 12)
    p, q = np.sqrt(reference / reference.sum()), np.sqrt(current / current.sum())

    assert HELLINGER.of(reference, current) == pytest.approx(euclidean(p, q) / math.sqrt(2), abs=1e-9)
