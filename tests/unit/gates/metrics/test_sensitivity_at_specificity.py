from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.sensitivity_at_specificity import SensitivityAtSpecificity


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    fallout, recall, _ = sk.roc_curve(late, score, drop_intermediate=False)
    return float(recall[fallout <= 0.1 + 1e-12].max())


def test_it_agrees_with_the_curve_of_scikit_learn() -> None:
    agrees(SensitivityAtSpecificity(0.9), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(SensitivityAtSpecificity(0.9), late) == why


@pytest.mark.parametrize(
    "arguments", [{"specificity": 0.0}, {"specificity": 1.5}, {"specificity": "high"}, {"specificity": True}]
)
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        SensitivityAtSpecificity(**arguments)  # type: ignore[arg-type]  # on purpose
