"""How often a band of history cries wolf over values that come from one distribution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lockgate.adapters.forecasters.holt_winters import HoltWinters
from lockgate.stats.history.bands import robust_bands
from lockgate.stats.quantiles import normal_quantile

pytestmark = pytest.mark.slow

RUNS = 40_000
ALPHA = 0.01

Limit = Callable[[float, int], float]


@pytest.mark.parametrize("n", [8, 14, 30, 120])
def test_normal_values_leave_the_robust_band_at_most_at_the_stated_rate(n: int, with_chance: Limit) -> None:
    values = np.random.default_rng(11).normal(size=(n + 1, RUNS))

    bands = robust_bands(values[:-1], alpha=ALPHA)

    outside = (values[-1] < bands.lower) | (values[-1] > bands.upper)
    assert outside.mean() <= with_chance(ALPHA, RUNS)


def test_a_shift_of_six_deviations_is_caught_nine_times_in_ten() -> None:
    values = np.random.default_rng(17).normal(size=(31, RUNS))

    bands = robust_bands(values[:-1], alpha=ALPHA)

    assert (values[-1] + 6 > bands.upper).mean() >= 0.9


def test_every_sunday_is_an_alarm_without_its_season_and_none_with_it(with_chance: Limit) -> None:
    draw = np.random.default_rng(23)
    runs = 1_000
    phases = np.arange(7 * 20) % 7
    level = np.where(phases == 6, 500.0, 1_000.0)[:, None]  # Sundays have half the volume
    values = level + 40 * draw.normal(size=(phases.size, runs))
    sunday = 500 + 40 * draw.normal(size=runs)

    with_season = robust_bands(values[phases == 6], alpha=ALPHA)
    without = robust_bands(values, alpha=ALPHA)

    assert ((sunday < with_season.lower) | (sunday > with_season.upper)).mean() <= with_chance(ALPHA, runs)
    assert ((sunday < without.lower) | (sunday > without.upper)).mean() > 0.95


def test_a_forecast_of_a_trend_with_weeks_is_left_no_more_than_the_docs_say(with_chance: Limit) -> None:
    n_trials, n = 100, 70
    steps = np.arange(n + 1)
    model = HoltWinters()
    reach = normal_quantile(1 - ALPHA / 2)
    outside = 0

    for trial in range(n_trials):
        noise = np.random.default_rng(trial).normal(0, 30, n + 1)
        series = 1_000 + 2 * steps + 80 * np.sin(2 * np.pi * steps / 7) + noise
        found = model.forecast(series[:-1].tolist(), 7)
        outside += abs(series[-1] - found.expected) > reach * found.scale

    assert outside / n_trials <= with_chance(2 * ALPHA, n_trials)
