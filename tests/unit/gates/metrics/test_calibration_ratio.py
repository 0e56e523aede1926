from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.calibration_ratio import CalibrationRatio


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(score.sum() / late.sum())


def test_it_agrees_with_the_sums_of_the_rows() -> None:
    agrees(CalibrationRatio(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(CalibrationRatio(), late) == why
