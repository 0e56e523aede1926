from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.averaged import OVER_CLASSES, agrees_on_each_class, agrees_over_classes, agrees_over_labels

from lockgate.domain.errors import ParameterError
from lockgate.gates.classes.averaged import Average
from lockgate.gates.metrics.classes.fbeta_score import FBetaScore


@pytest.mark.parametrize("average", OVER_CLASSES)
def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it(average: Average) -> None:
    agrees_over_classes(FBetaScore(beta=0.5, average=average), partial(sk.fbeta_score, beta=0.5))


@pytest.mark.parametrize("average", list(Average))
def test_of_several_labels_it_agrees_with_scikit_learn(average: Average) -> None:
    agrees_over_labels(FBetaScore(beta=0.5, average=average), partial(sk.fbeta_score, beta=0.5))


def test_of_one_class_it_is_that_class_against_the_rest() -> None:
    agrees_on_each_class(FBetaScore(beta=0.5), partial(sk.fbeta_score, beta=0.5))


@pytest.mark.parametrize("beta", [0.0, -1.0, np.inf, np.nan])
def test_a_beta_that_is_no_positive_number_is_refused(beta: float) -> None:
    with pytest.raises(ParameterError, match="`beta` must be a finite number above 0"):
        FBetaScore(beta=beta)
