"""How often a metric that did not change is called anomalous."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from lockgate.domain.verdict import Verdict
from lockgate.stats.history.expectation import expectation_of_forecast, judge_expectation
from lockgate.stats.history.robust import in_season, robust_expectation, robust_z

pytestmark = pytest.mark.slow

Limit = Callable[[float, int], float]


@pytest.mark.parametrize("n", [8, 10, 20, 60])
@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_a_robust_range_is_left_as_often_as_it_says(n: int, alpha: float, with_chance: Limit) -> None:
    n_trials = 3_000
    series = np.random.default_rng(n).normal(size=(n_trials, n + 1))

    alarms = sum(
        judge_expectation(robust_expectation(row[:-1], alpha=alpha), row[-1]) is Verdict.FAIL for row in series
    )

    assert alarms / n_trials <= with_chance(alpha, n_trials)


def test_a_fixed_limit_of_three_cries_wolf_on_a_short_past() -> None:
    series = np.random.default_rng(1).normal(size=(3_000, 11))

    alarms = sum(abs(robust_z(row[:-1], row[-1])) > 3 for row in series)

    assert alarms / 3_000 > 10 * 0.0027


def test_a_season_of_its_own_is_not_alarmed_by_every_sunday(with_chance: Limit) -> None:
    # Sundays have half the volume
    n_trials, weeks = 300, 20
    days = np.tile(np.arange(7), weeks)
    in_its_season = in_the_whole = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        past = generator.normal(np.where(days == 6, 500, 1_000), 40)
        sunday = float(generator.normal(500, 40))
        same_day = robust_expectation(in_season(past.tolist(), days.tolist(), 6), alpha=0.01)
        in_its_season += judge_expectation(same_day, sunday) is Verdict.FAIL
        in_the_whole += judge_expectation(robust_expectation(past, alpha=0.01), sunday) is Verdict.FAIL

    assert in_its_season / n_trials <= with_chance(0.01, n_trials)
    assert in_the_whole == n_trials


def test_a_forecast_with_the_spread_of_its_one_step_errors_is_left_as_often_as_it_says(
    with_chance: Limit,
) -> None:
    n_trials, alpha = 300, 0.05
    alarms = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        steps = np.arange(71)
        series = 1_000 + 2 * steps + 80 * np.sin(2 * np.pi * steps / 7) + generator.normal(0, 30, 71)
        model = ExponentialSmoothing(
            series[:70], trend="add", seasonal="add", seasonal_periods=7, initialization_method="heuristic"
        )
        fit = model.fit(smoothing_level=0.1, smoothing_trend=0.01, smoothing_seasonal=0.1, optimized=False)
        centre, errors = float(fit.forecast(1)[0]), np.asarray(fit.resid)[14:]  # two weeks to settle
        spread = float(np.sqrt(np.square(errors).mean()))
        expected = expectation_of_forecast(centre, spread, errors.size, alpha=alpha)
        alarms += judge_expectation(expected, float(series[70])) is Verdict.FAIL

    assert alarms / n_trials <= with_chance(1.6 * alpha, n_trials)
