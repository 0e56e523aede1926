"""How often the bounds of ranking, calibration and business metrics err, for calibrated and for warped scores."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.fakes.cells import quick_cells
from tests.fakes.predictions import BINARY_METRICS

from lockgate.gates.cells import Model, SliceCells
from lockgate.stats.decision import interval_alpha

pytestmark = pytest.mark.slow

ALPHA = 0.05
RUNS = 50
Limit = Callable[[float, int], float]

LIMITS: dict[str, tuple[float, float]] = {
    "accuracy_skill_score": (0.07, 0.07),
    "adaptive_calibration_error": (0.05, 0.05),
    "average_precision_skill_score": (0.075, 0.065),
    "brier_discrimination": (0.05, 0.05),
    "brier_miscalibration": (0.05, 0.05),
    "brier_uncertainty": (0.05, 0.05),
    "calibration_in_the_large": (0.06, 0.06),
    "calibration_intercept": (0.065, 0.065),
    "calibration_ratio": (0.065, 0.065),
    "calibration_slope": (0.08, 0.08),
    "cost_regret": (0.05, 0.075),
    "d2_brier_score": (0.08, 0.07),
    "d2_log_loss_score": (0.08, 0.07),
    "debiased_calibration_error": (0.065, 0.06),
    "expected_cost": (0.07, 0.07),
    "expected_utility": (0.07, 0.07),
    "f1_regret": (0.05, 0.05),
    "ks_statistic": (0.05, 0.05),
    "lift": (0.07, 0.07),
    "maximum_calibration_error": (0.05, 0.05),
    "mean_absolute_score_difference": (0.065, 0.065),
    "overconfidence": (0.07, 0.07),
    "partial_roc_auc": (0.065, 0.065),
    "precision_at_recall": (0.065, 0.065),
    "precision_at_share": (0.07, 0.07),
    "recall_at_false_positive_rate": (0.075, 0.075),
    "recall_at_precision": (0.09, 0.07),
    "recall_at_share": (0.07, 0.07),
    "smooth_calibration_error": (0.05, 0.05),
    "specificity_at_sensitivity": (0.07, 0.07),
    "threshold_at_recall": (0.05, 0.05),
}
"""The rates at which lower and upper bounds may err, alone and paired, where 5 % are stated."""

METRICS = [metric for metric in BINARY_METRICS if metric.name in LIMITS]


def _sample(draw: np.random.Generator, n: int, stretch: float) -> SliceCells:
    """Return rows whose candidate is calibrated where `stretch` is 1, and a noisier baseline."""
    signal = draw.normal(-1.5, 1.2, n)
    old, new = signal + draw.normal(0, 0.4, n), signal + draw.normal(0, 0.4, n)
    late: NDArray[np.int64] = (draw.random(n) < _expit(new)).astype(np.int64)
    return quick_cells(late, _expit(stretch * new), _expit(old))


def _expit(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-x))


@cache
def _truth(stretch: float) -> dict[str, tuple[float, float]]:
    whole = _sample(np.random.default_rng(7), 1_000_000, stretch)
    return {
        metric.name: (
            metric.estimate(whole, Model.CANDIDATE).estimate.value,
            metric.difference(whole).estimate.value,
        )
        for metric in METRICS
    }


@pytest.mark.parametrize("stretch", [1.0, 1.4], ids=["calibrated", "too sure"])
@pytest.mark.parametrize("rows", [400, 4_000])
def test_bounds_err_by_no_more_than_the_docs_say(stretch: float, rows: int, with_chance: Limit) -> None:
    truth = _truth(stretch)
    draw = np.random.default_rng(rows)
    missed = {metric.name: np.zeros((2, 2)) for metric in METRICS}

    for _ in range(RUNS):
        cells = _sample(draw, rows, stretch)
        for metric in METRICS:
            measured = (metric.estimate(cells, Model.CANDIDATE), metric.difference(cells))
            for at, (one, true) in enumerate(zip(measured, truth[metric.name], strict=True)):
                lower, upper = one.bounds(interval_alpha(ALPHA))
                missed[metric.name][at] += (lower > true + 1e-12, upper < true - 1e-12)

    wrong = {
        name: (counts / RUNS).tolist()
        for name, counts in missed.items()
        if (counts / RUNS > [with_chance(limit, RUNS) for limit in LIMITS[name]]).any()
    }
    assert wrong == {}


def test_a_calibrated_model_is_not_failed_and_a_miscalibrated_one_is(with_chance: Limit) -> None:
    draw = np.random.default_rng(11)
    errors = [metric for metric in METRICS if metric.name.endswith("calibration_error")]
    failed = {metric.name: [0, 0] for metric in errors}

    for _ in range(30):
        for at, stretch in enumerate((1.0, 2.5)):
            cells = _sample(draw, 4_000, stretch)
            for metric in errors:
                lower, _ = metric.estimate(cells, Model.CANDIDATE).bounds(interval_alpha(ALPHA))
                failed[metric.name][at] += not math.isnan(lower) and lower > 0.02

    assert all(calibrated / 30 <= with_chance(ALPHA, 30) for calibrated, _ in failed.values())
    assert all(warped >= 27 for _, warped in failed.values())
