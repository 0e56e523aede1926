from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.oracles import agrees, exact_rows, undefined_on

from lockgate.gates.cells import Model
from lockgate.gates.metrics.d2_brier_score import D2BrierScore


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(sk.d2_brier_score(late, score))


def test_it_agrees_with_scikit_learn() -> None:
    agrees(D2BrierScore(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(D2BrierScore(), late) == why


def test_the_standard_error_is_that_of_the_bootstrap() -> None:
    late, _, new, cells = exact_rows()
    draw = np.random.default_rng(1)
    picks = draw.integers(0, late.size, (400, late.size))

    spread = np.std([sk.d2_brier_score(late[pick], new[pick]) for pick in picks])

    measured = D2BrierScore().estimate(cells, Model.CANDIDATE)
    assert measured.estimate.standard_error == pytest.approx(spread, rel=0.12)
