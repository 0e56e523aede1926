from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviour import Behaviour, Knowledge, apart
from lockgate.probes.behaviours import BEHAVIOURS
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
