"""How often a band of history cries wolf over values that come from one distribution."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lockgate.stats.history.bands import robust_bands

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
