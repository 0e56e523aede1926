from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.brier_uncertainty import BrierUncertainty


def _oracle(late: np.ndarray, _: np.ndarray) -> float:
    return float(late.var())


def test_it_agrees_with_the_variance_of_the_labels() -> None:
    agrees(BrierUncertainty(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(BrierUncertainty(), late) == why


def test_the_bounds_reach_the_top_where_half_of_the_rows_may_be_positive() -> None:
    cells = whole([0, 1] * 20, np.linspace(0.1, 0.9, 40))

    assert BrierUncertainty().estimate(cells, Model.CANDIDATE).bounds(0.1)[1] == 0.25
