from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on
from tests.fakes.predictions import whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.spiegelhalter_z import SpiegelhalterZ


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    excess = float(((late - score) * (1 - 2 * score)).sum())
    return excess / float(np.sqrt(((1 - 2 * score) ** 2 * score * (1 - score)).sum()))


def test_it_agrees_with_the_definition_row_by_row() -> None:
    agrees(SpiegelhalterZ(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(SpiegelhalterZ(), late) == why


def test_scores_that_tell_nothing_leave_it_undefined() -> None:
    cells = whole([0, 1, 1, 0], [0.5, 0.5, 0.5, 0.5])

    alone, paired = SpiegelhalterZ().estimate(cells, Model.CANDIDATE), SpiegelhalterZ().difference(cells)

    assert alone.undefined == paired.undefined == "no score tells anything: each is 0, ½ or 1"
