"""Bins split in two."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.places import Places
from lockgate.stats.drift.split import split_bins
from lockgate.stats.drift.spread import standard_deviation

EDGES = (-math.inf, 0.0, 1.0, 4.0, math.inf)
ROWS = st.lists(st.floats(-50, 50), min_size=1, max_size=30)


def placed(rows: list[float]) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], Places]:
    cells = [[row for row in rows if low <= row < high] for low, high in itertools.pairwise(EDGES)]
    means = np.array([np.mean(cell) if cell else math.nan for cell in cells])
    variances = np.array([np.var(cell) if cell else math.nan for cell in cells])
    return np.array([float(len(cell)) for cell in cells]), Places(means, variances)


def test_a_bin_whose_rows_spread_by_one_becomes_two_places_two_apart() -> None:
    places = Places(np.array([2.0]), np.array([1.0]))

    split = split_bins(Bins.between([0.0, 4.0], (places, places)), np.array([6.0]), np.array([2.0]))

    assert split.bins.positions.tolist() == [1.0, 3.0]
    assert split.counts(np.array([6.0]), 0).tolist() == [3.0, 3.0]


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_means_are_exact_rows_stay_in_their_bins_and_the_deviation_is_that_of_the_rows(
    before: list[float], now: list[float]
) -> None:
    (first, here), (second, there) = placed(before), placed(now)
    bins = Bins.between(EDGES, (here, there))

    split = split_bins(bins, first, second)

    positions = split.bins.positions
    assert (np.diff(positions) >= 0).all()
    for rows, counts, side in ((before, first, 0), (now, second, 1)):
        spread = split.counts(counts, side)
        assert spread.sum() == pytest.approx(len(rows))
        assert float(spread @ positions) / len(rows) == pytest.approx(np.mean(rows), abs=1e-9)
    shares = split.counts(first, 0) / len(before)
    unit = float(standard_deviation(shares, split.bins)) * split.bins.inflation
    if np.std(before) > 1e-6:
        assert unit == pytest.approx(np.std(before), rel=1e-6)


def test_a_reference_whose_mean_is_the_outer_place_of_its_only_bin_keeps_its_deviation() -> None:
    before, now = [6.0, 7.0], [4.0, 4.0, 5.0]
    (first, here), (second, there) = placed(before), placed(now)

    split = split_bins(Bins.between(EDGES, (here, there)), first, second)

    shares = split.counts(first, 0) / len(before)
    assert standard_deviation(shares, split.bins) * split.bins.inflation == pytest.approx(np.std(before))


def test_bins_without_places_stay_as_they_are() -> None:
    split = split_bins(Bins.between([0.0, 1.0, 2.0]), np.array([1.0, 2.0]), np.array([3.0, 4.0]))

    assert split.counts(np.array([1.0, 2.0]), 1).tolist() == [1.0, 2.0]


def test_a_reference_without_rows_has_no_deviation_to_hold() -> None:
    nowhere, here = Places(np.array([np.nan]), np.array([np.nan])), Places(np.array([2.0]), np.array([1.0]))

    split = split_bins(Bins.between([0.0, 4.0], (nowhere, here)), np.array([0.0]), np.array([3.0]))

    assert split.bins.inflation == 1.0
