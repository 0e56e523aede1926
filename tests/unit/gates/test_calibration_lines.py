from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from tests.fakes.predictions import simulated, whole

from lockgate.gates.calibration_lines import line_metric
from lockgate.gates.cells import Model
from lockgate.stats.calibration_line import calibration_intercept, calibration_slope


@pytest.mark.parametrize("rate", [-1.0, -4.0])
def test_scores_within_a_bucket_are_off_by_no_more_than_the_slack(rate: float) -> None:
    columns = simulated(5_000, seed=5, rate=rate)
    late, score = columns["late"], columns["p_new"]
    odds = np.log(score) - np.log1p(-score)
    slope = sm.Logit(late, sm.add_constant(odds)).fit(disp=0).params[1]
    shift = sm.GLM(late, np.ones(late.size), family=sm.families.Binomial(), offset=odds).fit().params[0]
    cells = whole(late, score)

    for fit, exact in ((calibration_slope, slope), (calibration_intercept, shift)):
        measured = line_metric(fit).estimate(cells, Model.CANDIDATE)
        assert abs(measured.estimate.value - exact) <= measured.slack < 0.05


def test_scores_of_zero_and_one_count_as_very_near() -> None:
    cells = whole([0, 1, 0, 1, 1, 0] * 4, [0.0, 1.0, 0.4, 0.6, 0.3, 1.0] * 4)

    measured = line_metric(calibration_slope).estimate(cells, Model.CANDIDATE)

    assert np.isfinite([measured.estimate.value, *measured.bounds(0.1)]).all()
