from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.partial_roc_auc import PartialRocAuc


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(sk.roc_auc_score(late, score, max_fpr=0.2))


def test_it_agrees_with_scikit_learn() -> None:
    agrees(PartialRocAuc(0.2), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(PartialRocAuc(0.2), late) == why


@pytest.mark.parametrize(
    "arguments", [{"max_fpr": 0.0}, {"max_fpr": 1.5}, {"max_fpr": "high"}, {"max_fpr": True}]
)
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        PartialRocAuc(**arguments)  # type: ignore[arg-type]  # on purpose


def test_up_to_a_rate_of_one_it_is_the_whole_area() -> None:
    agrees(PartialRocAuc(1), lambda late, score: float(sk.roc_auc_score(late, score)))
