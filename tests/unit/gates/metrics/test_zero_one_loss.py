from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.zero_one_loss import ZeroOneLoss


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(sk.zero_one_loss(late, score >= 0.5))


def test_it_agrees_with_scikit_learn() -> None:
    agrees(ZeroOneLoss(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(ZeroOneLoss(), late) == why
