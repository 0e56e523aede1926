from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.precision_at_recall import PrecisionAtRecall


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    precision, recall, _ = sk.precision_recall_curve(late, score)
    return float(precision[np.flatnonzero(recall >= 0.7)[-1]])


def test_it_agrees_with_the_curve_of_scikit_learn() -> None:
    agrees(PrecisionAtRecall(0.7), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(PrecisionAtRecall(0.7), late) == why


@pytest.mark.parametrize("arguments", [{"recall": 0.0}, {"recall": 1.5}, {"recall": "high"}, {"recall": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        PrecisionAtRecall(**arguments)  # type: ignore[arg-type]  # on purpose
