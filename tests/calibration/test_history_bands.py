"""How often a band of history cries wolf over values that come from one distribution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

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
