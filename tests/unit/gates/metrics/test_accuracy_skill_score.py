from __future__ import annotations

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from tests.fakes.oracles import agrees, undefined_on

from lockgate.gates.metrics.accuracy_skill_score import AccuracySkillScore


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    dummy = DummyClassifier(strategy="most_frequent").fit(score[:, np.newaxis], late)
    chance = float(dummy.score(score[:, np.newaxis], late))
    return (float(((score >= 0.5) == late).mean()) - chance) / (1 - chance)


def test_it_agrees_with_the_dummy_of_scikit_learn() -> None:
    agrees(AccuracySkillScore(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(AccuracySkillScore(), late) == why
