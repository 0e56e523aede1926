from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Bracket
from lockgate.stats.drift.wasserstein import NORMALISED_WASSERSTEIN, WASSERSTEIN


def test_half_the_rows_moved_by_four_are_two_apart() -> None:
    assert WASSERSTEIN.of([1, 1, 0], [0, 1, 1], bins=Bins.exact([0, 1, 4])) == pytest.approx(2.0)


def test_it_agrees_with_scipy_on_raw_rows() -> None:
    generator = np.random.default_rng(1)
    first, second = generator.lognormal(size=80), generator.lognormal(0.2, size=110)
    values = np.sort(np.concatenate((first, second)))
    reference, current = np.isin(values, first).astype(float), np.isin(values, second).astype(float)

    distance = WASSERSTEIN.of(reference, current, bins=Bins.exact(values))
    normalised = NORMALISED_WASSERSTEIN.of(reference, current, bins=Bins.exact(values))

    assert distance == pytest.approx(stats.wasserstein_distance(first, second), abs=1e-9)
    assert normalised == pytest.approx(distance / first.std(), abs=1e-9)


def test_a_change_from_a_constant_is_infinitely_many_deviations() -> None:
    bins = Bins.exact([1, 2])

    assert NORMALISED_WASSERSTEIN.of([5, 0], [4, 1], bins=bins) == math.inf
    assert NORMALISED_WASSERSTEIN.of([5, 0], [7, 0], bins=bins) == 0.0


def test_rows_in_an_open_bin_can_be_anywhere() -> None:
    bins = Bins.between([0, 1, math.inf])

    assert WASSERSTEIN.bracket([5, 5], [5, 5], bins=bins) == Bracket(0.0, 0.0, math.inf)
    assert WASSERSTEIN.bracket([5, 0], [7, 0], bins=bins) == Bracket(0.0, 0.0, 1.0)
