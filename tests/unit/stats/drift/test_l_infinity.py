from __future__ import annotations

import pytest

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Bracket
from lockgate.stats.drift.l_infinity import L_INFINITY


def test_three_bins_by_hand() -> None:
    assert L_INFINITY.of([5, 3, 2], [3, 3, 4]) == pytest.approx(0.2)


def test_bins_say_nothing_about_single_values() -> None:
    assert L_INFINITY.bracket([1, 1], [1, 0], bins=Bins.between([0, 1, 2])) == Bracket(0.5, 0.0, 1.0)
