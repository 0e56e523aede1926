from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm

from lockgate.domain.errors import ParameterError
from lockgate.stats.calibration_line import calibration_intercept, calibration_slope

X = np.linspace(-12, 12, 25)
OFF = np.full(25, 0.01)


def _rows(seed: int, slope: float) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    rows = draw.integers(0, 40, 25)
    hits = draw.binomial(rows, 1 / (1 + np.exp(-slope * X - 0.3)))
    return hits.astype(float), (rows - hits).astype(float)


@pytest.mark.parametrize("slope", [0.2, 1.0, -0.7])
def test_both_coefficients_are_those_of_statsmodels(slope: float) -> None:
    p, n = _rows(1, slope)
    sides = np.stack((p, n), axis=1)[(p + n) > 0]
    odds = X[(p + n) > 0]
    line = sm.GLM(sides, sm.add_constant(odds), family=sm.families.Binomial()).fit(tol=1e-13)
    shift = sm.GLM(sides, np.ones(odds.size), family=sm.families.Binomial(), offset=odds).fit(tol=1e-13)

    assert calibration_slope(p, n, X, OFF).value == pytest.approx(line.params[1], abs=1e-9)
    assert calibration_intercept(p, n, X, OFF).value == pytest.approx(shift.params[0], abs=1e-9)


def test_a_step_that_leads_too_far_is_halved() -> None:
    odds = np.array([2.8, 6.6, 2.6, -10.4, 7.2, 3.6])
    hits, rows = np.array([0.0, 37, 9, 8, 30, 10]), np.array([17.0, 49, 16, 25, 38, 33])
    sides = np.stack((hits, rows - hits), axis=1)

    shift = sm.GLM(sides, np.ones(6), family=sm.families.Binomial(), offset=odds).fit(
        tol=1e-13, start_params=[-4.0]
    )

    found = calibration_intercept(hits, rows - hits, odds, np.zeros(6))
    assert found.value == pytest.approx(shift.params[0], abs=1e-9)


def test_the_slack_holds_what_moved_scores_can_do() -> None:
    p, n = _rows(2, 0.8)
    draw = np.random.default_rng(3)

    for fit in (calibration_slope, calibration_intercept):
        plain = fit(p, n, X, OFF)
        moved = [fit(p, n, X + draw.choice([-0.01, 0.01], 25), OFF).value for _ in range(50)]
        assert np.abs(np.array(moved) - plain.value).max() <= plain.slack * 1.01


@pytest.mark.parametrize(
    ("p", "n"), [([0, 0, 5], [5, 5, 0]), ([5, 0, 0], [0, 5, 5]), ([0, 3, 0], [0, 3, 0]), ([1, 1, 1], [0, 0, 0])]
)
def test_without_a_best_slope_there_is_no_value(p: list[float], n: list[float]) -> None:
    assert math.isnan(calibration_slope(p, n, [-1.0, 0.0, 1.0], [0.0, 0.0, 0.0]).value)


def test_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ParameterError, match="one number a bucket"):
        calibration_slope([1.0], [1.0], [0.0, 1.0], [0.0])


def test_a_step_that_is_not_the_last_is_good_enough_when_there_are_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    p, n = _rows(1, 1.0)
    exact = calibration_slope(p, n, X, OFF).value

    monkeypatch.setattr("lockgate.stats.calibration_line._STEPS", 6)

    assert calibration_slope(p, n, X, OFF).value == pytest.approx(exact, abs=0.05)
