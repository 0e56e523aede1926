from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.matthews_corrcoef import MatthewsCorrcoef


def _oracle(late: object, score: object) -> float:
    flag = np.asarray(score) >= 0.5
    return float(sk.matthews_corrcoef(late, flag))


def test_it_agrees_with_an_independent_answer_and_its_bounds_hold_it() -> None:
    columns = simulated(4_000, seed=1, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = MatthewsCorrcoef().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(_oracle(columns["late"], columns["p_new"]), abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def test_the_difference_is_candidate_minus_baseline_and_sharper_than_two_models_alone() -> None:
    columns = simulated(4_000, seed=2, rate=0.0, noise=0.1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = MatthewsCorrcoef().difference(cells)

    old, new = (_oracle(columns["late"], columns[name]) for name in ("p_old", "p_new"))
    alone = [MatthewsCorrcoef().estimate(cells, model).estimate.standard_error for model in Model]
    assert measured.estimate.value == pytest.approx(new - old, abs=1e-9)
    assert measured.estimate.standard_error < 0.8 * np.hypot(alone[0], alone[1])


def test_it_is_undefined_where_a_model_predicts_one_class_only() -> None:
    cells = whole([0, 1], [0.2, 0.3])

    alone, paired = MatthewsCorrcoef().estimate(cells, Model.CANDIDATE), MatthewsCorrcoef().difference(cells)

    assert alone.undefined == paired.undefined == "a model predicts one class only"
    assert np.isnan(alone.estimate.value)
