from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, exact_rows, undefined_on

from lockgate.gates.metrics.overconfidence import Overconfidence


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return float(np.maximum(score, 1 - score).mean() - ((score >= 0.5) == late).mean())


def test_it_agrees_with_the_mean_of_the_rows() -> None:
    agrees(Overconfidence(), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(Overconfidence(), late) == why


def test_the_paired_standard_error_is_that_of_the_rows() -> None:
    late, old, new, cells = exact_rows()
    before, after = (np.maximum(one, 1 - one) - ((one >= 0.5) == late) for one in (old, new))

    measured = Overconfidence().difference(cells)

    expected = (after - before).std(ddof=1) / np.sqrt(late.size)
    assert measured.estimate.standard_error == pytest.approx(expected, rel=1e-9)
