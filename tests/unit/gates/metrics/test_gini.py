from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.gini import Gini


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return 2 * float(sk.roc_auc_score(late, score)) - 1


def test_it_agrees_with_scikit_learn() -> None:
    agrees(Gini(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(Gini(), late) == why
