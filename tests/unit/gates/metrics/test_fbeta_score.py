from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.predictions import simulated, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.f1 import F1
from lockgate.gates.metrics.fbeta_score import FBetaScore


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.0])
def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it(beta: float) -> None:
    columns = simulated(4_000, seed=1, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured, paired = FBetaScore(beta).estimate(cells, Model.CANDIDATE), FBetaScore(beta).difference(cells)

    old, new = (
        float(sk.fbeta_score(columns["late"], np.asarray(columns[name]) >= 0.5, beta=beta))
        for name in ("p_old", "p_new")
    )
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper


def test_with_a_beta_of_one_it_is_f1() -> None:
    columns = simulated(500, seed=2, rate=0.0)
    cells = whole(columns["late"], columns["p_new"])

    found, known = (metric.estimate(cells, Model.CANDIDATE) for metric in (FBetaScore(1.0), F1()))

    assert found.bounds(0.1) == pytest.approx(known.bounds(0.1), abs=1e-12)


@pytest.mark.parametrize("beta", [0.0, -1.0, 1e300, float("nan"), float("inf")])
def test_a_beta_that_weighs_nothing_is_refused(beta: float) -> None:
    with pytest.raises(ParameterError, match="beta"):
        FBetaScore(beta)
