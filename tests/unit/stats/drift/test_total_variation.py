from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cityblock

from lockgate.stats.drift.total_variation import TOTAL_VARIATION


def test_three_bins_by_hand() -> None:
    assert TOTAL_VARIATION.of([5, 3, 2], [4, 3, 3]) == pytest.approx(0.1)


def test_of_missing_and_present_it_is_the_shift_of_the_rate() -> None:
    assert TOTAL_VARIATION.of([50, 950], [80, 920]) == pytest.approx(0.03)


def test_it_is_half_of_scipys_city_block() -> None:
    generator = np.random.default_rng(1)
    reference, current = generator.integers(0, 50, 12), generator.integers(0, 50, 12)

    expected = cityblock(reference / reference.sum(), current / current.sum()) / 2

    assert TOTAL_VARIATION.of(reference, current) == pytest.approx(expected, abs=1e-9)
