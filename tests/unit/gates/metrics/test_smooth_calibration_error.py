from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.smooth_calibration_error import SmoothCalibrationError


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    grid = (np.arange(2_000) + 0.5) / 2_000
    values = np.unique(score)
    residual = np.array([float((late - score)[score == one].sum()) for one in values]) / late.size

    def error(width: float) -> float:
        images = [2 * turn + sign * values for turn in (-2, -1, 0, 1, 2) for sign in (1, -1)]
        field = sum(norm.pdf(grid[:, np.newaxis], image, width) @ residual for image in images)
        return float(np.abs(field).mean())

    return float(brentq(lambda width: error(width) - width, 1e-3, 1, xtol=1e-10))


def test_it_agrees_with_the_definition_by_quadrature() -> None:
    agrees(SmoothCalibrationError(), _oracle, within=2e-4)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(SmoothCalibrationError(), late) == why
