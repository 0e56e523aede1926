from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV
from lockgate.stats.drift.margins import ReferenceBlocks, calibrated_margins
from lockgate.stats.drift.population_stability_index import POPULATION_STABILITY_INDEX
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.total_variation import TOTAL_VARIATION


def days(rows: int, *, spread: float, n_blocks: int = 40, seed: int = 1) -> ReferenceBlocks:
    generator = np.random.default_rng(seed)
    rates = 0.5 + spread * generator.normal(size=n_blocks)
    hits = generator.binomial(rows, rates)
    return ReferenceBlocks(Sample.of_blocks(np.column_stack((hits, rows - hits))), TOTAL_VARIATION)


def test_one_window_in_twenty_exceeds_the_margin_of_one_column() -> None:
    # no chance to speak of: the distance of day i is |rate_i - mean of the others|
    column = days(10**9, spread=0.05)
    rates = column.table[:, 0] / 10**9

    (margin,) = calibrated_margins([column], window=1, floor=0.001)

    apart = np.sort(np.abs(rates - (rates.sum() - rates) / 39))
    assert margin == pytest.approx(apart[38], rel=1e-3)


def test_margins_do_not_depend_on_the_rows_per_block() -> None:
    small, large = days(2_000, spread=0.05), days(200_000, spread=0.05)

    (first,) = calibrated_margins([small], window=1, floor=0.001)
    (second,) = calibrated_margins([large], window=1, floor=0.001)

    assert first == pytest.approx(second, rel=0.15)


def test_blocks_that_differ_by_chance_alone_get_little_more_than_the_floor() -> None:
    (margin,) = calibrated_margins([days(2_000, spread=0.0)], window=1, floor=0.02)

    assert 0.02 <= margin < 0.03


def test_longer_windows_are_nearer() -> None:
    column = days(10_000, spread=0.05)

    (short,) = calibrated_margins([column], window=1, floor=0.001)
    (long,) = calibrated_margins([column], window=7, floor=0.001)

    assert long < short


def test_more_columns_need_wider_margins() -> None:
    columns = [days(10_000, spread=0.05, seed=seed) for seed in range(20)]

    (alone,) = calibrated_margins(columns[:1], window=1, floor=0.001)
    together = calibrated_margins(columns, window=1, floor=0.001)

    assert together[0] > alone


def test_a_margin_stays_below_the_largest_distance() -> None:
    hits = np.tile([1_000, 0], 20)
    column = ReferenceBlocks(Sample.of_blocks(np.column_stack((hits, 1_000 - hits))), TOTAL_VARIATION)

    (margin,) = calibrated_margins([column], window=1, floor=2.0)

    assert margin == math.nextafter(1.0, 0.0)


def test_smoothed_distances_and_bins_are_taken_as_decisions_take_them() -> None:
    sample = days(5_000, spread=0.05).sample
    psi = ReferenceBlocks(sample, POPULATION_STABILITY_INDEX)
    smirnov = ReferenceBlocks(sample, KOLMOGOROV_SMIRNOV, Bins.exact([0, 1]))

    first, second = calibrated_margins([psi, smirnov], window=2, floor=0.001)

    assert 0.001 < first < second


def test_no_columns_no_margins() -> None:
    assert calibrated_margins([], window=1, floor=0.1) == ()


def test_rows_without_blocks_are_refused() -> None:
    with pytest.raises(ParameterError, match="a sample with blocks"):
        ReferenceBlocks(Sample.of_counts([1, 2]), TOTAL_VARIATION)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("window", (0, 0.1, 0.9)),
        ("window", (20, 0.1, 0.9)),
        ("floor", (1, 0.0, 0.9)),
        ("quantile", (1, 0.1, 0.99)),
        ("quantile", (1, 0.1, 1.0)),
    ],
)
def test_arguments_outside_their_domain_are_refused(name: str, how: tuple[int, float, float]) -> None:
    window, floor, quantile = how

    with pytest.raises(ParameterError, match=f"`{name}`"):
        calibrated_margins([days(100, spread=0.1)], window=window, floor=floor, quantile=quantile)


def test_columns_on_other_blocks_are_refused() -> None:
    columns = [days(100, spread=0.1), days(100, spread=0.1, n_blocks=30)]

    with pytest.raises(ParameterError, match="the same blocks"):
        calibrated_margins(columns, window=1, floor=0.1)
