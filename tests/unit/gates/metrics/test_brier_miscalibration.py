from __future__ import annotations

import numpy as np
import pytest
from sklearn.isotonic import IsotonicRegression
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.brier_miscalibration import BrierMiscalibration


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    fitted = IsotonicRegression().fit_transform(score, late)
    return float(((score - late) ** 2).mean() - ((fitted - late) ** 2).mean())


def test_it_agrees_with_the_isotonic_regression_of_scikit_learn() -> None:
    agrees(BrierMiscalibration(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(BrierMiscalibration(), late) == why
