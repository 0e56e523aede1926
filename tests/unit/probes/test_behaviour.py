from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Behaviour, Knowledge, apart, beyond
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.levers import Lever
from lockgate.probes.perturbations.noise import Noise
from lockgate.probes.ways import Way

NEEDS: dict[str, dict[str, Any]] = {
    "counterfactual": {"column": "x"},
    "directional": {"column": "x", "by": 1, "expect": Way.UP},
    "flip": {"features": {"x": Lever()}, "cost": 1},
    "invariance": {"when": Noise(columns=("x",), doses=(1,))},
    "minimum_functionality": {"expected": "x"},
    "monotone": {"column": "x", "expect": Way.UP},
    "smoothness": {"features": ("x",)},
}


class Nothing(Behaviour):
    """Says nothing."""

    name = "nothing"
    __slots__ = ()


def test_answers_that_are_no_numbers_are_infinitely_apart() -> None:
    found = apart(np.array([1.0, np.inf, np.inf]), np.array([1.5, np.inf, 0.0]))

    assert found.tolist() == [0.5, np.inf, np.inf]


def test_answers_of_several_numbers_are_apart_by_the_farthest() -> None:
    before, after = np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([[0.4, 0.8], [0.5, np.nan]])

    assert apart(before, after).tolist() == pytest.approx([0.3, np.inf])
    assert beyond(np.array([[0.5, 1.5], [np.nan, 0.0], [-0.25, 0.0]]), 0, 1).tolist() == [0.5, np.inf, 0.25]
    assert [Test.is_of_number for Test in BEHAVIOURS.values()].count(True) == 3


def test_the_predicted_class_may_be_all_that_must_stay() -> None:
    before = np.array([[0.6, 0.4], [0.6, 0.4], [0.6, 0.4]])
    after = np.array([[0.51, 0.49], [0.4, 0.6], [np.nan, 0.4]])
    test = Invariance(when=Noise(columns=("x",), doses=(1,)), same_class=True)

    assert test.breach(before, after).tolist() == [-1, 1, np.inf]
    assert test.worse(before[:2], after[:2], before[:2]).tolist() == [[0.6, 0.4], [0.4, 0.6]]
    assert test.promise.endswith("the answer is the same class")
    with pytest.raises(ParameterError, match="one number a row"):
        test.breach(before[:, 0], after[:, 0])


def test_a_behaviour_has_no_columns_and_learns_nothing_by_itself() -> None:
    test = Nothing()

    assert (test.columns, test.reads) == ((), ())
    assert test.informed(Knowledge(features=("x",))) is test
    for ask in (
        lambda: test.promise,
        lambda: test.trial(lambda _: np.ones(1), {}, 1),
        lambda: test.breach(np.ones(1), np.ones(1)),
    ):
        with pytest.raises(NotImplementedError):
            ask()


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_a_share_is_below_1(share: float) -> None:
    with pytest.raises(ParameterError, match="at_most"):
        Nothing(at_most=share)


@pytest.mark.parametrize("name", sorted(BEHAVIOURS))
def test_each_behaviour_says_in_words_what_it_promises(name: str) -> None:
    test = BEHAVIOURS[name](**NEEDS.get(name, {}))

    assert len(test.promise.split()) > 4
    assert isinstance(test.reads, tuple)
