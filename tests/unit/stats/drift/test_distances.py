"""What every distance must do, whichever it is."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.distances import DISTANCES

ALL = list(DISTANCES.values())
NOT_SYMMETRIC = {"kullback_leibler", "mean_shift", "normalised_wasserstein", "normalised_energy"}
FALL_WHEN_MERGED = [distance for distance in ALL if distance.bracket_on is None]
WITH_LIMITS = [distance for distance in ALL if distance.needs_order]
by_name = pytest.mark.parametrize("distance", ALL, ids=lambda distance: distance.name)

Floats = NDArray[np.float64]
COUNTS = st.lists(st.integers(0, 30), min_size=5, max_size=5).filter(any)
ROWS = st.lists(st.integers(1, 40), min_size=1, max_size=25)


def test_the_names_are_sorted_and_their_own() -> None:
    assert list(DISTANCES) == sorted(DISTANCES)
    assert all(distance.name == name for name, distance in DISTANCES.items())


@by_name
@given(counts=COUNTS)
def test_a_sample_is_nowhere_from_itself_at_any_size(distance: Distance, counts: list[int]) -> None:
    thrice = [3 * count for count in counts]

    assert distance.of(counts, thrice, bins=_line(5)) == pytest.approx(0.0, abs=1e-7)


@by_name
@given(first=COUNTS, second=COUNTS)
def test_a_distance_is_between_nothing_and_its_largest(
    distance: Distance, first: list[int], second: list[int]
) -> None:
    assert 0.0 <= distance.of(first, second, bins=_line(5)) <= distance.largest


@by_name
@given(first=COUNTS, second=COUNTS)
def test_sides_can_be_swapped(distance: Distance, first: list[int], second: list[int]) -> None:
    if distance.name in NOT_SYMMETRIC:
        return
    forth, back = distance.of(first, second, bins=_line(5)), distance.of(second, first, bins=_line(5))

    assert forth == pytest.approx(back, abs=1e-9)


@pytest.mark.parametrize("distance", FALL_WHEN_MERGED, ids=lambda distance: distance.name)
@given(first=COUNTS, second=COUNTS, at=st.integers(1, 4))
def test_merging_two_bins_brings_nothing_apart(
    distance: Distance, first: list[int], second: list[int], at: int
) -> None:
    fine = distance.of(first, second)

    coarse = distance.of(np.add.reduceat(first, _starts(at)), np.add.reduceat(second, _starts(at)))

    assert coarse <= fine + 1e-9


@by_name
@given(first=COUNTS, second=COUNTS)
def test_a_bin_that_is_empty_on_both_sides_changes_nothing(
    distance: Distance, first: list[int], second: list[int]
) -> None:
    plain = distance.of(first, second, bins=Bins.exact([0, 1, 2, 3, 4]))

    widened = distance.of([*first, 0], [*second, 0], bins=Bins.exact([0, 1, 2, 3, 4, 9]))

    assert widened == pytest.approx(plain, abs=1e-9)


@pytest.mark.parametrize("distance", WITH_LIMITS, ids=lambda distance: distance.name)
@given(first=ROWS, second=ROWS)
def test_the_distance_of_the_rows_lies_in_the_bracket_of_their_bins(
    distance: Distance, first: list[int], second: list[int]
) -> None:
    edges = [0, 7, 11, 12, 25, 40]
    values = np.arange(1.0, 41.0)

    raw = distance.of(_counted(first), _counted(second), bins=Bins.exact(values))
    bracket = distance.bracket(
        np.histogram(first, np.array(edges) + 0.5)[0],
        np.histogram(second, np.array(edges) + 0.5)[0],
        bins=Bins.between(edges),
    )

    assert bracket.lower - 1e-9 <= raw <= bracket.upper + 1e-9
    assert bracket.lower - 1e-9 <= bracket.value <= bracket.upper + 1e-9 or math.isinf(bracket.value)


@by_name
def test_arrays_of_samples_are_compared_row_by_row(distance: Distance) -> None:
    generator = np.random.default_rng(1)
    first, second = generator.dirichlet(np.ones(5), 3), generator.dirichlet(np.ones(5), 3)

    together = distance.kernel_on(_line(5))(first, second)

    alone = [distance.of(p, q, bins=_line(5)) for p, q in zip(first, second, strict=True)]
    assert together.tolist() == pytest.approx(alone)


def _line(n_bins: int) -> Bins:
    return Bins.exact(np.arange(float(n_bins)))


def _starts(at: int) -> list[int]:
    return [start for start in range(5) if start != at]


def _counted(rows: list[int]) -> Floats:
    return np.bincount(rows, minlength=41)[1:].astype(np.float64)
