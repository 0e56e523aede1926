from __future__ import annotations

import math

import pytest
from scipy.spatial.distance import jensenshannon

from lockgate.stats.drift.chi_square import g_test
from lockgate.stats.drift.jensen_shannon import JENSEN_SHANNON


def test_samples_without_a_common_bin_are_one_apart() -> None:
    assert JENSEN_SHANNON.of([5, 0], [0, 2]) == 1.0


def test_it_agrees_with_scipy() -> None:
    reference, current = [4, 3, 2, 7, 0], [0, 5, 5, 1, 0]

    expected = jensenshannon(reference, current, base=2)

    assert JENSEN_SHANNON.of(reference, current) == pytest.approx(expected, abs=1e-12)


def test_its_square_is_the_g_statistic_of_equal_samples() -> None:
    reference, current = [40, 30, 30], [20, 50, 30]

    distance = JENSEN_SHANNON.of(reference, current)

    assert g_test(reference, current).statistic == pytest.approx(4 * 100 * math.log(2) * distance**2)
