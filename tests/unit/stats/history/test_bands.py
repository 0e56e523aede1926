"""Bands, hand-computed and against statsmodels and numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from statsmodels.robust.scale import mad

from lockgate.domain.errors import ParameterError
from lockgate.stats.history.bands import change_bands, median, robust_bands, robust_scale, seasonal_bands


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)[:, None]


def test_the_band_of_ten_numbers_computed_by_hand() -> None:
    bands = robust_bands(column(1, 2, 3, 4, 5), threshold=3)

    # median 3, deviations 2 1 0 1 2, their median 1
    half = 3 * 1.482602218505602 * math.sqrt(1 + math.pi / 10)
    assert bands.expected == pytest.approx([3])
    assert bands.upper == pytest.approx([3 + half])
    assert bands.lower == pytest.approx([3 - half])


def test_the_scale_is_that_of_statsmodels() -> None:
    values = np.random.default_rng(1).normal(5, 3, size=(51, 4))

    found = robust_scale(values - np.median(values, axis=0))

    assert found == pytest.approx(mad(values, axis=0), rel=1e-12)


def test_medians_are_those_of_numpy_missing_values_left_out() -> None:
    values = np.random.default_rng(2).normal(size=(30, 6))
    values[np.random.default_rng(3).random(values.shape) < 0.4] = np.nan

    assert median(values) == pytest.approx(np.nanmedian(values, axis=0))
    assert np.isnan(median(np.empty((0, 2)))).all()


def test_half_of_the_values_do_not_move_the_band() -> None:
    quiet = robust_bands(column(*range(100, 121)), threshold=4)
    poisoned = robust_bands(column(*range(100, 121), *[10_000] * 9), threshold=4)

    assert poisoned.upper[0] < 200
    assert quiet.expected[0] == 110


def test_where_most_values_are_equal_the_mean_deviation_is_the_spread() -> None:
    assert robust_scale(column(0, 0, 0, 0, 5)) == pytest.approx([math.sqrt(math.pi / 2)])
    assert robust_scale(column(0, 0)) == pytest.approx([0])


def test_a_metric_without_values_has_no_band() -> None:
    bands = robust_bands(np.full((4, 1), np.nan), threshold=4)

    assert np.isnan([*bands.expected, *bands.lower, *bands.upper]).all()


def test_a_phase_is_expected_as_its_own_values_and_spread_as_all() -> None:
    values = column(10, 50, 12, 52, 11, 51)

    bands = seasonal_bands(values, np.array([0, 1, 0, 1, 0, 1]), 1, threshold=2)

    # deviations from 11 and 51: 1 1 1 1 0 0, median 1; 6 values have 4 degrees of freedom
    half = 2 * 1.482602218505602 * math.sqrt(6 / 4) * math.sqrt(1 + math.pi / 6)
    assert bands.expected == pytest.approx([51])
    assert bands.upper == pytest.approx([51 + half])


def test_a_phase_that_was_seen_once_has_no_band() -> None:
    bands = seasonal_bands(column(10, 50, 12), np.array([0, 1, 0]), 1, threshold=2)

    assert np.isnan(bands.expected).all()


def test_a_change_is_a_share_of_the_value() -> None:
    bands = change_bands(np.array([200.0, -10.0, 0.0, np.nan]), most=0.1)

    assert bands.lower[:3] == pytest.approx([180, -11, 0])
    assert bands.upper[:3] == pytest.approx([220, -9, 0])
    assert np.isnan(bands.upper[3])


def test_a_band_without_width_is_refused() -> None:
    with pytest.raises(ParameterError, match="threshold"):
        robust_bands(column(1), threshold=0)
    with pytest.raises(ParameterError, match="threshold"):
        seasonal_bands(column(1), np.array([0]), 0, threshold=math.nan)
    with pytest.raises(ParameterError, match="most"):
        change_bands(np.array([1.0]), most=0)
