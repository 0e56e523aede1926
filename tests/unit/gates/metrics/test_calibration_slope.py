from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from tests.fakes.oracles import agrees, exact_rows, undefined_on
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.calibration_slope import CalibrationSlope


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    odds = np.log(score) - np.log1p(-score)
    return float(sm.Logit(late, sm.add_constant(odds)).fit(disp=0, tol=1e-12).params[1])


def test_it_agrees_with_statsmodels() -> None:
    agrees(CalibrationSlope(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(CalibrationSlope(), late) == why


def test_its_standard_error_is_that_of_statsmodels_but_for_the_model_being_right() -> None:
    late, _, new, cells = exact_rows()
    odds = np.log(new) - np.log1p(-new)
    fit = sm.Logit(late, sm.add_constant(odds)).fit(disp=0, cov_type="HC0")

    measured = CalibrationSlope().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.standard_error == pytest.approx(float(fit.bse[1]), rel=1e-6)


@pytest.mark.parametrize("score", [[0.1, 0.2, 0.8, 0.9], [0.3, 0.3, 0.3, 0.3]], ids=["separate", "alike"])
def test_without_a_best_line_it_is_undefined(score: list[float]) -> None:
    cells = whole([0, 0, 1, 1], score)

    measured = CalibrationSlope().estimate(cells, Model.CANDIDATE)

    assert measured.undefined == "all scores are alike, or they separate the classes"
