from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.precision_shift import PrecisionShift


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(sk.precision_score(late, score >= 0.5)) - 0.6


def test_it_agrees_with_scikit_learn() -> None:
    agrees(PrecisionShift(0.6), _oracle)


@pytest.mark.parametrize(("late", "why"), [([0], "no rows are predicted positive")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(PrecisionShift(0.6), late) == why


@pytest.mark.parametrize(
    "arguments", [{"reference": 0.0}, {"reference": 1.5}, {"reference": "high"}, {"reference": True}]
)
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        PrecisionShift(**arguments)  # type: ignore[arg-type]  # on purpose
