from __future__ import annotations

import pytest

from lockgate.stats.drift.total_variation import TOTAL_VARIATION


def test_three_bins_by_hand() -> None:
    assert TOTAL_VARIATION.of([5, 3, 2], [4, 3, 3]) == pytest.approx(0.1)


def test_of_missing_and_present_it_is_the_shift_of_the_rate() -> None:
    assert TOTAL_VARIATION.of([50, 950], [80, 920]) == pytest.approx(0.03)
