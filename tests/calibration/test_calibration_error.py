"""How often the bounds of the expected calibration error err, for calibrated and for warped scores."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.stats.calibration_error import (
    JointBins,
    calibration_error_estimate,
    paired_calibration_error_difference,
)
from lockgate.stats.decision import interval_alpha

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 300
BINS = 10
Floats = NDArray[np.float64]
Limit = Callable[[float, int], float]

WARPS: dict[str, Callable[[Floats], Floats]] = {
    "calibrated": lambda p: p,
    "all too low": lambda p: np.minimum(p + 0.05, 1),
    "a third too low": lambda p: np.where(p < 0.3, p + 0.15, p),
    "too sure": lambda p: 0.5 + (p - 0.5) * 0.8,
}


def error(p: Floats, truth: Floats) -> float:
    return float(np.abs(np.bincount((p * BINS).astype(int), p - truth)).sum()) / p.size


@pytest.mark.parametrize("warp", WARPS)
@pytest.mark.parametrize("rows", [100, 1_000, 5_000])
def test_bounds_of_the_error_err_by_no_more_than_the_docs_say(warp: str, rows: int, with_chance: Limit) -> None:
    grid = np.linspace(0.0005, 0.9995, 1_000)
    truth = error(grid, WARPS[warp](grid))
    rng = np.random.default_rng(rows)
    bounds = []

    for run in range(RUNS):
        p = rng.random(rows)
        y = rng.random(rows) < WARPS[warp](p)
        n, sum_p, sum_y = (
            np.bincount((p * BINS).astype(int), w, minlength=BINS) for w in (np.ones(rows), p, y)
        )
        found = calibration_error_estimate(
            n, sum_p, sum_y, alpha=interval_alpha(ALPHA), seed=run, replicates=200
        )
        bounds.append((found.lower, found.upper))

    lower, upper = np.array(bounds).T
    assert (upper < truth).mean() <= with_chance(0.06, RUNS)
    assert (lower > truth + 1e-12).mean() <= with_chance(0.09 if rows < 1_000 else 0.065, RUNS)


@pytest.mark.parametrize(("old", "new"), [(0.8, 0.8), (1.0, 0.8), (0.7, 1.0)])
@pytest.mark.parametrize("rows", [200, 1_000, 4_000])
def test_bounds_of_the_difference_err_at_most_alpha(
    old: float, new: float, rows: int, with_chance: Limit
) -> None:
    rng = np.random.default_rng(rows)

    def sample(size: int) -> tuple[Floats, Floats, Floats]:
        truth = rng.uniform(0.15, 0.85, size)
        return truth, 0.5 + (truth - 0.5) * old, 0.5 + (truth - 0.5) * new

    truth, p_old, p_new = sample(1_000_000)
    difference = error(p_new, truth) - error(p_old, truth)
    bounds = []

    for run in range(RUNS // 2):
        truth, p_old, p_new = sample(rows)
        y = rng.random(rows) < truth
        cell = (p_old * BINS).astype(int) * BINS + (p_new * BINS).astype(int)
        sums = [np.bincount(cell, w, minlength=BINS * BINS) for w in (np.ones(rows), p_old, p_new, y)]
        joint = JointBins(np.arange(BINS * BINS) // BINS, np.arange(BINS * BINS) % BINS, *sums)
        found = paired_calibration_error_difference(
            joint, alpha=interval_alpha(ALPHA), seed=run, replicates=200
        )
        bounds.append((found.lower, found.upper))

    lower, upper = np.array(bounds).T
    assert (lower > difference + 1e-12).mean() <= with_chance(ALPHA, RUNS // 2)
    assert (upper < difference - 1e-12).mean() <= with_chance(ALPHA, RUNS // 2)
