from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import precision_score
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.average_predictive_value import AveragePredictiveValue


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    flag = score >= 0.5
    return float(precision_score(late, flag) + late[~flag].mean()) / 2


def test_it_is_the_mean_of_both_rates_and_its_bounds_hold_it() -> None:
    columns = simulated(4_000, seed=1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    alone = AveragePredictiveValue().estimate(cells, Model.CANDIDATE)
    paired = AveragePredictiveValue().difference(cells)

    new, old = (_oracle(columns["late"], columns[name]) for name in ("p_new", "p_old"))
    assert alone.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    lower, upper = alone.bounds(0.1)
    assert lower < new < upper


def test_a_model_that_predicts_one_class_leaves_it_undefined() -> None:
    measured = AveragePredictiveValue().estimate(whole([0, 1], [0.7, 0.8]), Model.CANDIDATE)

    assert measured.undefined == "a model predicts one class only"
