"""Bands, hand-computed and against statsmodels, scipy and numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.robust.scale import mad

from lockgate.domain.errors import ParameterError
from lockgate.stats.history.bands import change_bands, difference_bands, median, robust_bands, robust_scale


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)[:, None]


def test_the_band_is_the_stated_formula_on_the_values_that_are_there() -> None:
    values = np.random.default_rng(4).normal(5, 3, size=(30, 5))
    values[:9, 2] = np.nan

    bands = robust_bands(values, alpha=0.02)

    for metric in range(5):
        past = values[np.isfinite(values[:, metric]), metric]
        reach = t.ppf(0.99, max(2, round(0.37 * (past.size - 1)))) * mad(past)
        reach *= math.sqrt(1 + math.pi / (2 * past.size))
        middle = float(np.median(past))
        assert (bands.expected[metric], bands.lower[metric], bands.upper[metric]) == pytest.approx(
            (middle, middle - reach, middle + reach), rel=1e-9
        )


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
    quiet = robust_bands(column(*range(100, 121)), alpha=0.01)
    poisoned = robust_bands(column(*range(100, 121), *[10_000] * 9), alpha=0.01)

    assert poisoned.upper[0] < 200
    assert quiet.expected[0] == 110


def test_where_most_values_are_equal_the_mean_deviation_is_the_spread() -> None:
    assert robust_scale(column(0, 0, 0, 0, 5)) == pytest.approx([math.sqrt(math.pi / 2)])
    assert robust_scale(column(0, 0)) == pytest.approx([0])


def test_a_metric_without_values_has_no_band() -> None:
    bands = robust_bands(np.full((4, 1), np.nan), alpha=0.01)

    assert np.isnan([*bands.expected, *bands.lower, *bands.upper]).all()


def test_fewer_than_eight_values_have_no_band() -> None:
    assert np.isnan(robust_bands(column(*range(7)), alpha=0.01).upper).all()
    assert np.isfinite(robust_bands(column(*range(8)), alpha=0.01).upper).all()


def test_a_change_is_a_share_of_the_value() -> None:
    bands = change_bands(np.array([200.0, -10.0, 0.0, np.nan]), most=0.1)

    assert bands.lower[:3] == pytest.approx([180, -11, 0])
    assert bands.upper[:3] == pytest.approx([220, -9, 0])
    assert np.isnan(bands.upper[3])


def test_a_band_without_width_is_refused() -> None:
    with pytest.raises(ParameterError, match="alpha"):
        robust_bands(column(1), alpha=0)
    with pytest.raises(ParameterError, match="most"):
        change_bands(np.array([1.0]), most=0)
    for most in (0.0, np.inf, np.nan):
        with pytest.raises(ParameterError, match="most"):
            difference_bands(np.array([1.0]), most=most)


def test_a_difference_is_the_same_for_large_and_small_values() -> None:
    bands = difference_bands(np.array([200.0, 0.0, np.nan]), most=0.5)

    assert bands.lower[:2].tolist() == [199.5, -0.5]
    assert bands.upper[:2].tolist() == [200.5, 0.5]
    assert np.isnan(bands.upper[2])
