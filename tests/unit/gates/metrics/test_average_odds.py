from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import recall_score
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.average_odds import AverageOdds


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    flag = score >= 0.5
    return float(recall_score(late, flag) + flag[late == 0].mean()) / 2


def test_it_is_the_mean_of_both_rates_and_its_bounds_hold_it() -> None:
    columns = simulated(4_000, seed=1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    alone, paired = AverageOdds().estimate(cells, Model.CANDIDATE), AverageOdds().difference(cells)

    new, old = (_oracle(columns["late"], columns[name]) for name in ("p_new", "p_old"))
    assert alone.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    lower, upper = alone.bounds(0.1)
    assert lower < new < upper


def test_one_class_leaves_it_undefined() -> None:
    assert AverageOdds().estimate(whole([0, 0], [0.2, 0.8]), Model.CANDIDATE).undefined == "no positive rows"
