from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics

from lockgate.domain.errors import ParameterError
from lockgate.probes.losses import RowLoss, losses, truth_of

TRUTH = np.array([1.0, 0.0, 1.0, 0.0])
ANSWER = np.array([0.9, 0.2, 0.3, 0.7])


@pytest.mark.parametrize(
    ("loss", "oracle"),
    [
        (RowLoss.LOG_LOSS, lambda: metrics.log_loss(TRUTH, ANSWER)),
        (RowLoss.BRIER_SCORE_LOSS, lambda: metrics.brier_score_loss(TRUTH, ANSWER)),
        (RowLoss.ZERO_ONE_LOSS, lambda: metrics.zero_one_loss(TRUTH, ANSWER >= 0.5)),
        (RowLoss.SQUARED_ERROR, lambda: metrics.mean_squared_error(TRUTH, ANSWER)),
        (RowLoss.ABSOLUTE_ERROR, lambda: metrics.mean_absolute_error(TRUTH, ANSWER)),
    ],
)
def test_the_mean_is_the_metric_of_scikit_learn(loss: RowLoss, oracle: Callable[[], float]) -> None:
    assert losses(loss, TRUTH, ANSWER).mean() == pytest.approx(oracle(), abs=1e-12)


def test_a_sure_and_wrong_answer_has_a_finite_loss_and_none_has_none() -> None:
    assert np.isfinite(losses(RowLoss.LOG_LOSS, np.array([1.0]), np.array([0.0]))).all()
    for loss in RowLoss:
        assert np.isnan(losses(loss, np.array([1.0]), np.array([np.nan]))).all()


def test_truth_is_read_as_the_loss_needs_it() -> None:
    assert truth_of(np.array([True, False]), RowLoss.LOG_LOSS).tolist() == [1, 0]
    assert truth_of(np.array([3, 5]), RowLoss.LOG_LOSS, 5).tolist() == [0, 1]
    assert truth_of(np.array([3, 5]), RowLoss.SQUARED_ERROR).tolist() == [3, 5]


@pytest.mark.parametrize(
    ("label", "loss", "positive"),
    [
        (np.array([1.0, np.nan]), RowLoss.LOG_LOSS, None),
        (np.array([1, 2]), RowLoss.LOG_LOSS, None),
        (np.array(["a", "b"], dtype=object), RowLoss.LOG_LOSS, None),
        (np.array(["a", "b"], dtype=object), RowLoss.LOG_LOSS, "c"),
        (np.array(["a", "b", "c"], dtype=object), RowLoss.LOG_LOSS, "c"),
        (np.array(["a", "b"], dtype=object), RowLoss.SQUARED_ERROR, None),
    ],
)
def test_labels_that_are_no_truth_are_refused(label: np.ndarray, loss: RowLoss, positive: str | None) -> None:
    with pytest.raises(ParameterError):
        truth_of(label, loss, positive)
