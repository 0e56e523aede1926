from __future__ import annotations

import math

import pytest
from scipy import stats

from lockgate.stats.drift.kullback_leibler import KULLBACK_LEIBLER


def test_two_bins_by_hand() -> None:
    assert KULLBACK_LEIBLER.of([1, 1], [4, 1]) == pytest.approx(0.8 * math.log(1.6) + 0.2 * math.log(0.4))


def test_it_agrees_with_scipy() -> None:
    reference, current = [4, 3, 2, 7], [0, 5, 5, 1]

    assert KULLBACK_LEIBLER.of(reference, current) == pytest.approx(
        stats.entropy(current, reference), abs=1e-12
    )


def test_a_new_category_is_infinitely_far_and_a_vanished_one_is_not() -> None:
    assert KULLBACK_LEIBLER.of([1, 0], [1, 1]) == math.inf
    assert KULLBACK_LEIBLER.of([1, 1], [1, 0]) == pytest.approx(math.log(2))
    assert math.isfinite(KULLBACK_LEIBLER.of([1, 0], [1, 1], smoothing=KULLBACK_LEIBLER.smoothing))
