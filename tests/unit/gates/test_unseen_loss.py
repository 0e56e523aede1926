from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.cells import quick_cells

from lockgate.gates.cells import Model, SliceCells
from lockgate.gates.metric import Metric
from lockgate.gates.metrics.adaptive_calibration_error import AdaptiveCalibrationError
from lockgate.gates.metrics.brier_score_loss import BrierScoreLoss
from lockgate.gates.metrics.log_loss import LogLoss
from lockgate.gates.metrics.smooth_calibration_error import SmoothCalibrationError
from lockgate.gates.unseen_loss import flipped_log_loss, unseen_difference, unseen_loss
from lockgate.stats.decision import interval_alpha
from lockgate.stats.intervals import unseen_fraction

ALPHA = interval_alpha(0.05)
UNSEEN = unseen_fraction(2_000, alpha=0.05)


@pytest.fixture(scope="module")
def hard() -> SliceCells:
    """Scores of 0 and 1 that are all right, and a baseline that gives a tenth of the chance away."""
    late = (np.random.default_rng(0).random(2_000) < 0.4).astype(np.int64)
    certain = late.astype(np.float64)
    return quick_cells(late, certain, np.where(late == 1, 0.9, 0.1))


def test_one_wrong_certainty_that_was_not_seen_costs_as_much_as_the_clip_says(hard: SliceCells) -> None:
    _, upper = LogLoss().estimate(hard, Model.CANDIDATE).bounds(ALPHA)

    assert upper == pytest.approx(UNSEEN * -math.log(1e-15))
    assert upper > 0.05


def test_scores_that_keep_a_chance_lose_no_more_than_they_gave_away(hard: SliceCells) -> None:
    lower, upper = LogLoss().estimate(hard, Model.BASELINE).bounds(ALPHA)

    assert (upper - lower) / 2 == pytest.approx(UNSEEN * -math.log(0.1))


@pytest.mark.parametrize("metric", [AdaptiveCalibrationError(), SmoothCalibrationError(), BrierScoreLoss()])
def test_a_perfect_score_admits_the_errors_that_were_not_seen(
    metric: Metric[SliceCells], hard: SliceCells
) -> None:
    assert metric.estimate(hard, Model.CANDIDATE).bounds(ALPHA)[1] == pytest.approx(UNSEEN, rel=1e-3)


def test_models_differ_where_neither_was_wrong_by_what_an_error_would_cost_them(hard: SliceCells) -> None:
    found = LogLoss().difference(hard)

    lower, upper = found.bounds(ALPHA)
    assert (upper - lower) / 2 == pytest.approx(UNSEEN * (-math.log(1e-15) + math.log(0.1)))


def test_models_that_lose_the_same_have_nothing_that_tells_them_apart() -> None:
    late = np.array([0, 1, 0, 1])
    same = quick_cells(late, np.full(4, 0.5), np.full(4, 0.5))

    assert unseen_difference(same, "log_loss", flipped_log_loss) is None
    assert unseen_loss(same, Model.CANDIDATE, "log_loss", flipped_log_loss) == pytest.approx(math.log(2))


def test_it_changes_nothing_where_losses_have_a_spread() -> None:
    draw = np.random.default_rng(1)
    signal = draw.normal(-1, 1.5, 400)
    score = 1 / (1 + np.exp(-signal))
    cells = quick_cells((draw.random(400) < score).astype(np.int64), score, np.sqrt(score))

    for metric in (LogLoss(), BrierScoreLoss()):
        estimate = metric.estimate(cells, Model.CANDIDATE)
        lower, upper = estimate.bounds(ALPHA)
        assert (upper - lower) / 2 == pytest.approx(1.6487 * estimate.estimate.standard_error, rel=1e-3)
