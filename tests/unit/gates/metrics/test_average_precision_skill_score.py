from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.average_precision_skill_score import AveragePrecisionSkillScore


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    chance = float(sk.average_precision_score(late, np.zeros(late.size)))
    return (float(sk.average_precision_score(late, score)) - chance) / (1 - chance)


def test_it_agrees_with_scikit_learn_and_a_constant_score() -> None:
    agrees(AveragePrecisionSkillScore(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(AveragePrecisionSkillScore(), late) == why
