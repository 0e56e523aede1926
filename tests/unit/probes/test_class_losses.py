from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss, zero_one_loss

from lockgate.domain.errors import ParameterError
from lockgate.probes.class_losses import class_losses, places_of
from lockgate.probes.losses import RowLoss

CLASSES = ("cat", "dog", "owl")
DRAWN = np.random.default_rng(1)
ANSWER = DRAWN.dirichlet(np.ones(3), 50)
LABEL = DRAWN.choice(CLASSES, 50).astype(object)


def test_means_are_the_metrics_of_scikit_learn() -> None:
    truth = places_of(LABEL, CLASSES, RowLoss.LOG_LOSS)
    means = {loss: class_losses(loss, truth, ANSWER).mean() for loss in RowLoss if loss.is_of_classes}

    assert means[RowLoss.LOG_LOSS] == pytest.approx(log_loss(LABEL, ANSWER, labels=CLASSES), abs=1e-12)
    brier = brier_score_loss(LABEL, ANSWER, labels=CLASSES, scale_by_half=False)
    assert means[RowLoss.BRIER_SCORE_LOSS] == pytest.approx(brier, abs=1e-12)
    wrong = zero_one_loss(LABEL, np.array(CLASSES, dtype=object)[ANSWER.argmax(axis=1)])
    assert means[RowLoss.ZERO_ONE_LOSS] == pytest.approx(wrong)


def test_an_answer_that_is_no_number_has_no_loss() -> None:
    answer = np.array([[0.5, np.nan], [0.5, 0.5]])

    assert np.isnan(class_losses(RowLoss.ZERO_ONE_LOSS, np.array([0, 0]), answer)).tolist() == [True, False]


def test_labels_of_no_class_and_losses_of_no_classes_are_refused() -> None:
    with pytest.raises(ParameterError, match="'owl'"):
        places_of(np.array(["cat", "owl"], dtype=object), ("cat", "dog"), RowLoss.LOG_LOSS)
    with pytest.raises(ParameterError, match="the model names"):
        places_of(LABEL, (), RowLoss.LOG_LOSS)
    with pytest.raises(ParameterError, match="a loss of classes"):
        places_of(LABEL, CLASSES, RowLoss.SQUARED_ERROR)
