from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.energy import ENERGY, NORMALISED_ENERGY


def test_one_row_moved_by_two_by_hand() -> None:
    # the gap is 1 on a stretch of 2
    assert ENERGY.of([1, 0], [0, 1], bins=Bins.exact([0, 2])) == pytest.approx(2.0)


def test_it_agrees_with_scipy_on_raw_rows() -> None:
    generator = np.random.default_rng(1)
    first, second = generator.normal(size=80), generator.normal(0.2, size=110)
    values = np.sort(np.concatenate((first, second)))
    reference, current = np.isin(values, first).astype(float), np.isin(values, second).astype(float)

    distance = ENERGY.of(reference, current, bins=Bins.exact(values))
    normalised = NORMALISED_ENERGY.of(reference, current, bins=Bins.exact(values))

    assert distance == pytest.approx(stats.energy_distance(first, second), abs=1e-9)
    assert normalised == pytest.approx(
        stats.energy_distance(first / first.std(), second / first.std()), abs=1e-9
    )


def test_rows_in_an_open_bin_can_be_anywhere() -> None:
    assert ENERGY.bracket([5, 5], [5, 5], bins=Bins.between([0, 1, math.inf])).upper == math.inf
