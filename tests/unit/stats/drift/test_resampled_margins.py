"""Margins from random parts of a reference."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV
from lockgate.stats.drift.resampled_margins import ReferenceRows, resampled_margins
from lockgate.stats.drift.sample import Sample
from lockgate.stats.drift.total_variation import TOTAL_VARIATION
from lockgate.stats.drift.wasserstein import NORMALISED_WASSERSTEIN

HALVES = Sample.of_counts([50_000, 50_000])


def test_of_one_rate_it_is_two_standard_errors() -> None:
    (margin,) = resampled_margins([ReferenceRows(HALVES, 400, TOTAL_VARIATION)], floor=0.001)

    assert margin == pytest.approx(1.96 * math.sqrt(0.25 * (1 / 400 + 1 / 100_000)), rel=0.1)


def test_more_rows_need_less_down_to_the_floor() -> None:
    few, many, most = (
        resampled_margins([ReferenceRows(HALVES, rows, TOTAL_VARIATION)], floor=0.01)[0]
        for rows in (100, 400, 100_000)
    )

    assert few == pytest.approx(2 * many, rel=0.2)
    assert most == 0.01


def test_of_many_columns_no_part_exceeds_any_margin_in_more_than_one_of_twenty_cases() -> None:
    bins = Bins.between(np.arange(11.0))
    rows = Sample.of_counts([1_000] * 10)
    columns = [ReferenceRows(rows, 500, KOLMOGOROV_SMIRNOV, bins)] * 20

    margins = np.array(resampled_margins(columns, floor=0.001, seed=1))

    generator = np.random.default_rng(2)
    exceeded = 0
    for _ in range(400):
        now = generator.multinomial(500, np.full(10, 0.1), 20) / 500
        before = generator.multinomial(10_000, np.full(10, 0.1), 20) / 10_000
        apart = np.abs(np.cumsum(before - now, axis=1)).max(axis=1)
        exceeded += bool((apart > margins).any())
    assert exceeded / 400 <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / 400)
    assert exceeded > 4


def test_the_seed_decides() -> None:
    first, again, other = (
        resampled_margins([ReferenceRows(HALVES, 400, TOTAL_VARIATION)], floor=0.001, seed=seed)
        for seed in (1, 1, 2)
    )

    assert first == again != other


def test_a_side_without_rows_or_a_constant_gets_the_floor() -> None:
    nothing = ReferenceRows(HALVES, 0, TOTAL_VARIATION)
    empty = ReferenceRows(Sample.of_counts([0, 0]), 10, TOTAL_VARIATION)
    constant = ReferenceRows(Sample.of_counts([9, 0]), 10, NORMALISED_WASSERSTEIN, Bins.exact([1, 2]))

    assert resampled_margins([nothing, empty, constant], floor=0.02) == (0.02, 0.02, 0.02)
    assert resampled_margins([], floor=0.02) == ()


def test_no_margin_reaches_the_largest_distance() -> None:
    (margin,) = resampled_margins([ReferenceRows(HALVES, 5, TOTAL_VARIATION)], floor=7.0)

    assert margin < TOTAL_VARIATION.largest


def test_numbers_outside_their_domain_are_refused() -> None:
    with pytest.raises(ParameterError, match="floor"):
        resampled_margins([], floor=0.0)
    with pytest.raises(ParameterError, match="quantile"):
        resampled_margins([], floor=0.1, quantile=1.0)
    with pytest.raises(ParameterError, match="n_current"):
        ReferenceRows(HALVES, -1, TOTAL_VARIATION)
