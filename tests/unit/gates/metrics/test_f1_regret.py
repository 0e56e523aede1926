from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.f1_regret import F1Regret


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    def f1(threshold: float) -> float:
        return float(sk.f1_score(late, score >= threshold))

    return max(f1(one) for one in np.unique(score)) - f1(0.5)


def test_it_agrees_with_every_threshold_tried() -> None:
    agrees(F1Regret(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(F1Regret(), late) == why
