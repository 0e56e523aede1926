"""How often bounds of quantiles, differences and ratios err, against what they state."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lockgate.stats.decision import interval_alpha
from lockgate.stats.order_statistics import (
    quantile_bounds,
    quantile_difference_bounds,
    quantile_ratio_bounds,
)

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 2_000
Limit = Callable[[float, int], float]


@pytest.mark.parametrize(("quantile", "calls"), [(0.5, 6), (0.5, 200), (0.95, 200), (0.99, 400)])
def test_each_bound_of_a_latency_errs_at_most_alpha(quantile: float, calls: int, with_chance: Limit) -> None:
    times = np.random.default_rng(calls).lognormal(0, 0.5, (RUNS, calls))
    truth = float(np.exp(0.5 * _normal(quantile)))

    bounds = np.array([quantile_bounds(row, quantile, alpha=interval_alpha(ALPHA)) for row in times])

    assert (bounds[:, 0] > truth).mean() <= with_chance(ALPHA, RUNS)
    assert (bounds[:, 1] < truth).mean() <= with_chance(ALPHA, RUNS)


@pytest.mark.parametrize("shared", [0.0, 0.4])
def test_comparisons_err_at_most_alpha_even_if_both_models_are_slow_together(
    shared: float, with_chance: Limit
) -> None:
    draw = np.random.default_rng(7)
    common = draw.lognormal(0, shared, (RUNS, 200)) if shared else np.ones((RUNS, 200))
    slow, fast = (common * draw.lognormal(level, 0.3, (RUNS, 200)) for level in (0.2, 0.0))
    medians = np.exp(0.2), 1.0

    gaps = np.array(
        [
            quantile_difference_bounds(a, b, 0.5, alpha=interval_alpha(ALPHA))
            for a, b in zip(slow, fast, strict=True)
        ]
    )
    ratios = np.array(
        [quantile_ratio_bounds(a, b, 0.5, alpha=interval_alpha(ALPHA)) for a, b in zip(slow, fast, strict=True)]
    )

    for bounds, truth in ((gaps, medians[0] - medians[1]), (ratios, medians[0] / medians[1])):
        assert (bounds[:, 0] > truth).mean() <= with_chance(ALPHA, RUNS)
        assert (bounds[:, 1] < truth).mean() <= with_chance(ALPHA, RUNS)


def _normal(quantile: float) -> float:
    return {0.5: 0.0, 0.95: 1.6448536269514722, 0.99: 2.3263478740408408}[quantile]
