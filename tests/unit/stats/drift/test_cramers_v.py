from __future__ import annotations

import pytest
from scipy.stats.contingency import association

from lockgate.stats.drift.cramers_v import CRAMERS_V


def test_it_is_scipys_for_samples_of_equal_size() -> None:
    reference, current = [40, 30, 30, 0], [20, 50, 25, 5]

    expected = association([reference, current], method="cramer")

    assert CRAMERS_V.of(reference, current) == pytest.approx(expected, abs=1e-12)


def test_it_does_not_shrink_when_one_sample_grows() -> None:
    assert CRAMERS_V.of([40, 60], [20, 80]) == pytest.approx(CRAMERS_V.of([40_000, 60_000], [20, 80]))


def test_bins_that_are_empty_in_both_do_not_count() -> None:
    assert CRAMERS_V.of([40, 60, 0], [20, 80, 0]) == CRAMERS_V.of([40, 60], [20, 80])
