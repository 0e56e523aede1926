"""How often a band of history cries wolf over values that come from one distribution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lockgate.adapters.forecasters.holt_winters import HoltWinters
from lockgate.stats.history.bands import robust_bands, seasonal_bands

pytestmark = pytest.mark.slow

RUNS = 40_000
RATE = 0.01
"""What the documentation states of normal values, the default threshold and 14 or more partitions."""

Limit = Callable[[float, int], float]


@pytest.mark.parametrize(("n", "rate"), [(14, RATE), (30, 0.003), (120, 0.001)])
def test_normal_values_leave_the_robust_band_at_most_at_the_stated_rate(
    n: int, rate: float, with_chance: Limit
) -> None:
    values = np.random.default_rng(11).normal(size=(n + 1, RUNS))

    bands = robust_bands(values[:-1], threshold=4.0)

    outside = (values[-1] < bands.lower) | (values[-1] > bands.upper)
    assert outside.mean() <= with_chance(rate, RUNS)


@pytest.mark.parametrize("weeks", [4, 8, 17])
def test_normal_values_leave_the_seasonal_band_at_most_at_the_stated_rate(
    weeks: int, with_chance: Limit
) -> None:
    draw = np.random.default_rng(13)
    season = np.array([100.0, 90, 95, 100, 120, 20, 10])
    phases = np.arange(7 * weeks) % 7
    values = season[phases][:, None] + draw.normal(size=(7 * weeks, RUNS))
    following = season[0] + draw.normal(size=RUNS)

    bands = seasonal_bands(values, phases, 0, threshold=4.0)

    outside = (following < bands.lower) | (following > bands.upper)
    assert outside.mean() <= with_chance(RATE, RUNS)


def test_a_shift_of_six_deviations_is_caught_nine_times_in_ten() -> None:
    values = np.random.default_rng(17).normal(size=(31, RUNS))

    bands = robust_bands(values[:-1], threshold=4.0)

    assert (values[-1] + 6 > bands.upper).mean() >= 0.9


def test_a_short_past_and_a_limit_of_three_cry_wolf_ten_times_as_often_as_three_deviations_say() -> None:
    values = np.random.default_rng(19).normal(size=(11, RUNS))

    bands = robust_bands(values[:-1], threshold=3.0)

    assert ((values[-1] < bands.lower) | (values[-1] > bands.upper)).mean() > 10 * 0.0027


def test_every_sunday_is_an_alarm_without_its_season_and_none_with_it(with_chance: Limit) -> None:
    draw = np.random.default_rng(23)
    runs = 2_000
    phases = np.arange(7 * 20) % 7
    level = np.where(phases == 6, 500.0, 1_000.0)[:, None]  # Sundays have half the volume
    values = level + 40 * draw.normal(size=(phases.size, runs))
    sunday = 500 + 40 * draw.normal(size=runs)

    with_season = seasonal_bands(values, phases, 6, threshold=4.0)
    without = robust_bands(values, threshold=4.0)

    assert ((sunday < with_season.lower) | (sunday > with_season.upper)).mean() <= with_chance(RATE, runs)
    assert ((sunday < without.lower) | (sunday > without.upper)).mean() > 0.95


def test_a_forecast_of_a_trend_with_weeks_is_left_at_most_at_the_stated_rate(with_chance: Limit) -> None:
    n_trials, n = 100, 70
    steps = np.arange(n + 1)
    model = HoltWinters()
    outside = 0

    for trial in range(n_trials):
        noise = np.random.default_rng(trial).normal(0, 30, n + 1)
        series = 1_000 + 2 * steps + 80 * np.sin(2 * np.pi * steps / 7) + noise
        found = model.forecast(series[:-1].tolist(), 7)
        outside += abs(series[-1] - found.expected) > 4 * found.scale

    assert outside / n_trials <= with_chance(RATE, n_trials)
