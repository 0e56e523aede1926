from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.adaptive_calibration_error import AdaptiveCalibrationError


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    gaps = np.zeros(8)
    before = 0
    for value in np.unique(score):
        here = score == value
        place = int((before + here.sum() / 2) * 8 / score.size)
        gaps[place] += float((score - late)[here].sum())
        before += int(here.sum())
    return float(np.abs(gaps).sum()) / score.size


def test_it_agrees_with_the_definition_row_by_row() -> None:
    agrees(AdaptiveCalibrationError(8), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(AdaptiveCalibrationError(8), late) == why


@pytest.mark.parametrize("arguments", [{"bins": 1}, {"bins": 101}, {"bins": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a whole number from 2 to 100"):
        AdaptiveCalibrationError(**arguments)  # type: ignore[arg-type]  # on purpose
