from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.recall_at_precision import RecallAtPrecision


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    precision, recall, _ = sk.precision_recall_curve(late, score)
    return float(recall[precision >= 0.6].max())


def test_it_agrees_with_the_curve_of_scikit_learn() -> None:
    agrees(RecallAtPrecision(0.6), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(RecallAtPrecision(0.6), late) == why


@pytest.mark.parametrize(
    "arguments", [{"precision": 0.0}, {"precision": 1.5}, {"precision": "high"}, {"precision": True}]
)
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        RecallAtPrecision(**arguments)  # type: ignore[arg-type]  # on purpose


def test_a_precision_that_no_threshold_has_leaves_it_undefined() -> None:
    assert undefined_on(RecallAtPrecision(0.9), [1, 0, 0, 0]) == "no threshold has a precision of 0.9"
