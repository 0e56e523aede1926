from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from sklearn import metrics

from lockgate.domain.errors import ParameterError
from lockgate.probes.losses import RowLoss, label_losses, losses, quantile_losses, truth_of

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
    for loss in set(RowLoss) - {RowLoss.WEIGHTED_INTERVAL_LOSS, RowLoss.NDCG_LOSS}:
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


def test_losses_of_labels_and_quantiles_are_those_of_scikit_learn() -> None:
    truth, answer = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.9, 0.2], [0.6, 0.7]])
    quantiles, levels = np.array([[1.0, 2.0], [3.0, 5.0]]), (0.2, 0.9)
    sold = np.array([2.5, 2.5])

    of_labels = label_losses(RowLoss.LOG_LOSS, truth, answer)
    of_levels = quantile_losses(RowLoss.WEIGHTED_INTERVAL_LOSS, sold, quantiles, levels)

    wanted = np.mean([metrics.log_loss(truth[:, at], answer[:, at]) for at in (0, 1)])
    assert of_labels.mean() == pytest.approx(wanted)
    pinball = [metrics.mean_pinball_loss(sold, quantiles[:, at], alpha=levels[at]) for at in (0, 1)]
    assert of_levels.mean() == pytest.approx(2 * np.mean(pinball))
    assert quantile_losses(RowLoss.WEIGHTED_INTERVAL_LOSS, sold, quantiles[:, 0], levels[:1]).shape == (2,)


def test_a_loss_of_other_numbers_is_refused() -> None:
    one = np.ones((1, 1))
    with pytest.raises(ParameterError, match="probability for each label"):
        label_losses(RowLoss.ABSOLUTE_ERROR, one, one)
    with pytest.raises(ParameterError, match="because the model gives quantiles"):
        quantile_losses(RowLoss.LOG_LOSS, one[0], one, (0.5,))
    with pytest.raises(ParameterError, match="the model gives no quantiles"):
        losses(RowLoss.WEIGHTED_INTERVAL_LOSS, one[0], one[0])
