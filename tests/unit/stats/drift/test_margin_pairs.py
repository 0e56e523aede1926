from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distance import Kernel
from lockgate.stats.drift.kolmogorov_smirnov import kolmogorov_smirnov
from lockgate.stats.drift.margin_pairs import (
    Pair,
    concentrated_pair,
    flattened_pair,
    single_bin_pair,
    stretched_pair,
    tilted_pair,
)
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.total_variation import total_variation
from lockgate.stats.drift.wasserstein import wasserstein

REFERENCE = Sample.of_counts([400, 300, 200, 100])
NEAR = Sample.of_counts([195, 150, 103, 52])
FAR = Sample.of_counts([100, 150, 103, 147])
MARGIN = 0.1
Find = Callable[[Sample, Sample, Kernel, float], Pair | None]
half_tilted = partial(tilted_pair, places=None, is_ordered=False)
ALWAYS: list[Find] = [stretched_pair, half_tilted, single_bin_pair]


@pytest.mark.parametrize("find", ALWAYS)
@pytest.mark.parametrize("current", [NEAR, FAR])
def test_the_pair_is_the_margin_apart(find: Find, current: Sample) -> None:
    pair = find(REFERENCE, current, total_variation, MARGIN)

    assert pair is not None
    assert [side.sum() for side in pair] == pytest.approx([1.0, 1.0])
    assert min(side.min() for side in pair) >= 0.0
    assert float(total_variation(*pair)) == pytest.approx(MARGIN, rel=1e-3)


@pytest.mark.parametrize("find", [concentrated_pair, flattened_pair])
def test_samples_are_drawn_together_only_if_they_are_further_apart(find: Find) -> None:
    pair = find(REFERENCE, FAR, total_variation, MARGIN)

    assert pair is not None
    assert float(total_variation(*pair)) == pytest.approx(MARGIN, rel=1e-3)
    assert find(REFERENCE, NEAR, total_variation, MARGIN) is None


def test_small_differences_are_given_up_first_by_one_and_last_by_the_other() -> None:
    one = concentrated_pair(REFERENCE, FAR, total_variation, MARGIN)
    other = flattened_pair(REFERENCE, FAR, total_variation, MARGIN)

    assert one is not None
    assert other is not None
    ratios, other_ratios = one[1] / one[0], other[1] / other[0]
    assert ratios[2] == pytest.approx(ratios[1])  # nothing is left of the difference in the third bin
    assert other_ratios[2] > 1.02 * other_ratios[1]


def test_the_tilt_is_towards_where_the_samples_lean() -> None:
    find = partial(tilted_pair, kernel=kolmogorov_smirnov, margin=MARGIN, places=None, is_ordered=True)

    up = find(REFERENCE, FAR)
    down = find(FAR, REFERENCE)

    assert up is not None
    assert down is not None
    assert up[1][3] > up[0][3]
    assert down[1][3] < down[0][3]


def test_places_draw_the_tilt_to_the_far_end() -> None:
    bins = Bins.exact([0.0, 1.0, 2.0, 50.0])
    kernel = partial(wasserstein, bins=bins)

    pair = tilted_pair(REFERENCE, FAR, kernel, MARGIN, places=bins.positions, is_ordered=True)

    assert pair is not None
    assert float(kernel(*pair)) == pytest.approx(MARGIN, rel=1e-3)
    assert pair[1][3] / pair[0][3] > pair[1][2] / pair[0][2]


def test_an_empty_bin_can_be_reached() -> None:
    never = Sample.of_counts([500, 0])

    pair = single_bin_pair(never, never, total_variation, MARGIN)

    assert pair is not None
    assert float(np.abs(pair[0] - pair[1]).max()) == pytest.approx(MARGIN, rel=1e-3)


def test_one_bin_can_never_be_apart() -> None:
    alone = Sample.of_counts([500])

    assert all(find(alone, alone, total_variation, MARGIN) is None for find in ALWAYS)


def test_where_the_samples_lean_nowhere_the_nearest_pair_is_taken() -> None:
    large, small = Sample.of_counts([50_000, 0]), Sample.of_counts([90, 0])

    pairs = [find(large, small, total_variation, MARGIN) for find in (half_tilted, single_bin_pair)]

    assert [pair is not None and pair[0][1] < 0.001 < pair[1][1] for pair in pairs] == [True, True]
