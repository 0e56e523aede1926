"""How often bounds of a change that is a share of the baseline's value err."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lockgate.gates.against import RelativeMeasurement
from lockgate.gates.measurement import MeanMeasurement
from lockgate.stats.decision import interval_alpha
from lockgate.stats.estimate import Estimate, mean_estimate

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 3_000
Limit = Callable[[float, int], float]


@pytest.mark.parametrize("rows", [100, 1_000])
@pytest.mark.parametrize("change", [-0.1, 0.0, 0.1])
@pytest.mark.parametrize("together", [-0.9, 0.0, 0.9])
def test_each_bound_errs_at_most_as_stated(
    rows: int, change: float, together: float, with_chance: Limit
) -> None:
    rng = np.random.default_rng(rows)
    base = rng.normal(size=(RUNS, rows))
    gap = together * base + np.sqrt(1 - together**2) * rng.normal(size=(RUNS, rows))
    base, gap = 1 + 0.5 * base, change + 0.2 * gap

    below = above = 0
    for one, other in zip(gap, base, strict=True):
        difference, baseline = (MeanMeasurement(_mean(values), "t") for values in (one, other))
        lower, upper = RelativeMeasurement(difference, baseline).bounds(interval_alpha(ALPHA))
        below += lower > change
        above += upper < change

    assert below / RUNS <= with_chance(ALPHA, RUNS)
    assert above / RUNS <= with_chance(ALPHA, RUNS)


def _mean(values: np.ndarray) -> Estimate:
    return mean_estimate(values.size, float(values.sum()), float(values @ values))
