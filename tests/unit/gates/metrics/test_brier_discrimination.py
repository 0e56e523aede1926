from __future__ import annotations

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from tests.fakes.oracles import agrees, exact_rows, undefined_on

from lockgate.gates.cells import Model
from lockgate.gates.metrics.brier_discrimination import BrierDiscrimination
from lockgate.gates.metrics.brier_miscalibration import BrierMiscalibration
from lockgate.gates.metrics.brier_uncertainty import BrierUncertainty


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    fitted = IsotonicRegression().fit_transform(score, late)
    return float(late.mean() * (1 - late.mean()) - ((fitted - late) ** 2).mean())


def test_it_agrees_with_the_isotonic_regression_of_scikit_learn() -> None:
    agrees(BrierDiscrimination(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(BrierDiscrimination(), late) == why


def test_the_three_parts_add_up_to_the_brier_score() -> None:
    late, _, new, cells = exact_rows()

    parts = [
        metric.estimate(cells, Model.CANDIDATE).estimate.value
        for metric in (BrierMiscalibration(), BrierDiscrimination(), BrierUncertainty())
    ]

    assert parts[0] - parts[1] + parts[2] == pytest.approx(float(((new - late) ** 2).mean()), abs=1e-12)
