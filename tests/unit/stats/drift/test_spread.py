from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.places import Places
from lockgate.stats.drift.spread import displacement, scaled, scaled_bracket, standard_deviation

BINS = Bins.between([0.0, 2.0, 6.0])


def test_the_standard_deviation_is_that_of_the_positions() -> None:
    counts = np.array([3.0, 1.0])

    assert standard_deviation(counts / 4, BINS) == pytest.approx(np.std([1, 1, 1, 4]))


def test_rows_move_by_half_a_width_at_most() -> None:
    even = np.array([0.5, 0.5])

    assert displacement(even, BINS) == 1.5
    assert displacement(even, BINS, power=2) == 2.5


def test_nothing_divided_by_no_spread_is_nothing() -> None:
    constant = np.array([1.0, 0.0])

    assert scaled(np.array(0.0), constant, BINS).item() == 0.0
    assert scaled(np.array(1.0), constant, BINS).item() == math.inf


def test_a_unit_that_may_be_nothing_sets_no_limit() -> None:
    constant = np.array([1.0, 0.0])

    assert scaled_bracket((1.0, 2.0), constant, BINS) == (1.0, math.inf)
    assert scaled_bracket((0.0, 0.0), constant, Bins.exact([1.0, 2.0])) == (0.0, math.inf)


def test_places_that_are_known_set_the_unit_exactly() -> None:
    places = Places(np.array([1.0, 5.0]), np.array([0.25, 0.25]))
    bins = Bins.between([0.0, 2.0, 6.0], (places, places))

    low, high = scaled_bracket((1.0, 2.0), np.array([0.5, 0.5]), bins)

    assert (low, high) == pytest.approx((1 / 4.25**0.5, 2 / 4.25**0.5))
    assert scaled_bracket((0.0, 0.0), np.array([1.0, 0.0]), bins) == (0.0, 0.0)
