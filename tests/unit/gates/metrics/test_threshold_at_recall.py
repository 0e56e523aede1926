from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.threshold_at_recall import ThresholdAtRecall


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    _, recall, threshold = sk.roc_curve(late, score, drop_intermediate=False)
    return float(threshold[np.flatnonzero(recall >= 0.7)[0]])


def test_it_agrees_with_scikit_learn_but_for_half_a_bucket() -> None:
    agrees(ThresholdAtRecall(0.7), _oracle, within=2e-4)


@pytest.mark.parametrize(("late", "why"), [([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(ThresholdAtRecall(0.7), late) == why


@pytest.mark.parametrize("arguments", [{"recall": 0.0}, {"recall": 1.5}, {"recall": "high"}, {"recall": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        ThresholdAtRecall(**arguments)  # type: ignore[arg-type]  # on purpose
