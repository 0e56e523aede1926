from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.calibration_in_the_large import CalibrationInTheLarge


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float((score - late).mean())


def test_it_agrees_with_the_mean_of_the_rows() -> None:
    agrees(CalibrationInTheLarge(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(CalibrationInTheLarge(), late) == why
