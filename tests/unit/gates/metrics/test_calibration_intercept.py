from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.calibration_intercept import CalibrationIntercept


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    odds = np.log(score) - np.log1p(-score)
    fit = sm.GLM(late, np.ones(late.size), family=sm.families.Binomial(), offset=odds).fit(tol=1e-12)
    return float(fit.params[0])


def test_it_agrees_with_statsmodels() -> None:
    agrees(CalibrationIntercept(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(CalibrationIntercept(), late) == why
