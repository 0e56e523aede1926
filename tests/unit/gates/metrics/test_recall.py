from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.recall import Recall


def _oracle(late: object, score: object) -> float:
    return float(sk.recall_score(late, np.asarray(score) >= 0.5))


def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it() -> None:
    columns = simulated(4_000, seed=1, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = Recall().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(_oracle(columns["late"], columns["p_new"]), abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def test_the_difference_is_candidate_minus_baseline() -> None:
    columns = simulated(4_000, seed=2, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = Recall().difference(cells)

    old, new = (_oracle(columns["late"], columns[name]) for name in ("p_old", "p_new"))
    assert measured.estimate.value == pytest.approx(new - old, abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < new - old < upper


def test_pairing_makes_the_difference_of_related_models_sharper() -> None:
    columns = simulated(4_000, seed=3, rate=0.0, noise=0.1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    paired = Recall().difference(cells).estimate.standard_error

    alone = [Recall().estimate(cells, model).estimate.standard_error for model in Model]
    assert paired < 0.8 * np.hypot(alone[0], alone[1])


def test_it_is_undefined_without_positive_rows() -> None:
    cells = whole([0, 0], [0.2, 0.7])

    alone, paired = Recall().estimate(cells, Model.CANDIDATE), Recall().difference(cells)

    assert alone.undefined == paired.undefined == "no positive rows"
    assert np.isnan(alone.estimate.value)
