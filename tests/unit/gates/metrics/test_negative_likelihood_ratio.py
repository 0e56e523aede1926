from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.negative_likelihood_ratio import NegativeLikelihoodRatio


def _oracle(late: object, score: object) -> float:
    flag = np.asarray(score) >= 0.5
    return float(sk.class_likelihood_ratios(late, flag)[1])


def test_it_agrees_with_an_independent_answer_and_its_bounds_hold_it() -> None:
    columns = simulated(4_000, seed=1, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = NegativeLikelihoodRatio().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(_oracle(columns["late"], columns["p_new"]), abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def test_the_difference_is_candidate_minus_baseline_and_sharper_than_two_models_alone() -> None:
    columns = simulated(4_000, seed=2, rate=0.0, noise=0.1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = NegativeLikelihoodRatio().difference(cells)

    old, new = (_oracle(columns["late"], columns[name]) for name in ("p_old", "p_new"))
    alone = [NegativeLikelihoodRatio().estimate(cells, model).estimate.standard_error for model in Model]
    assert measured.estimate.value == pytest.approx(new - old, abs=1e-9)
    assert measured.estimate.standard_error < 0.8 * np.hypot(alone[0], alone[1])


def test_it_is_undefined_where_every_negative_row_is_predicted_positive() -> None:
    cells = whole([0, 1], [0.7, 0.8])

    alone, paired = (
        NegativeLikelihoodRatio().estimate(cells, Model.CANDIDATE),
        NegativeLikelihoodRatio().difference(cells),
    )

    assert alone.undefined == paired.undefined == "every negative row is predicted positive"
    assert np.isnan(alone.estimate.value)
