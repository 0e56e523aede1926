from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import chebyshev

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Bracket
from lockgate.stats.drift.l_infinity import L_INFINITY


def test_three_bins_by_hand() -> None:
    assert L_INFINITY.of([5, 3, 2], [3, 3, 4]) == pytest.approx(0.2)


def test_bins_say_nothing_about_single_values() -> None:
    assert L_INFINITY.bracket([1, 1], [1, 0], bins=Bins.between([0, 1, 2])) == Bracket(0.5, 0.0, 1.0)


def test_it_is_scipys_chebyshev() -> None:
    generator = np.random.default_rng(1)
    reference, current = generator.integers(0, 50, 12), generator.integers(0, 50, 12)

    expected = chebyshev(reference / reference.sum(), current / current.sum())

    assert L_INFINITY.of(reference, current) == pytest.approx(expected, abs=1e-9)
