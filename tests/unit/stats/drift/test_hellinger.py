from __future__ import annotations

import math

import pytest

from lockgate.stats.drift.hellinger import HELLINGER


def test_two_bins_by_hand() -> None:
    affinity = math.sqrt(0.5 * 0.8) + math.sqrt(0.5 * 0.2)

    assert HELLINGER.of([1, 1], [4, 1]) == pytest.approx(math.sqrt(1 - affinity))


def test_samples_without_a_common_bin_are_one_apart() -> None:
    assert HELLINGER.of([5, 0], [0, 2]) == 1.0
