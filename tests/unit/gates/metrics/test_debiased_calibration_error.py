from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from tests.fakes.oracles import agrees, undefined_on
from tests.fakes.predictions import whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.debiased_calibration_error import DebiasedCalibrationError


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    total = 0.0
    for one in range(10):
        here = np.minimum((score * 10).astype(int), 9) == one
        if here.any():
            gap, p = float((score - late)[here].sum()), float(score[here].mean())
            s = float(np.sqrt(((late[here] - p) ** 2).sum()))
            u = abs(gap) / s
            total += abs(gap) - 2 * s * (norm.pdf(u) - u * norm.sf(u))
    return max(0.0, total / score.size)


def test_it_agrees_with_the_definition_bin_by_bin() -> None:
    agrees(DebiasedCalibrationError(), _oracle, within=1e-6)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(DebiasedCalibrationError(), late) == why


@pytest.mark.parametrize("arguments", [{"bins": 3}, {"bins": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="one of 2, 4, 5, 10, 20"):
        DebiasedCalibrationError(**arguments)  # type: ignore[arg-type]  # on purpose


def test_one_row_has_no_bounds() -> None:
    cells = whole([1], [0.4])

    assert np.isnan(DebiasedCalibrationError().estimate(cells, Model.CANDIDATE).bounds(0.1)).all()
