from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.cells import quick_cells
from tests.fakes.oracles import agrees, found_at_top, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.lift import Lift
from lockgate.stats.intervals import unseen_fraction


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return found_at_top(late, score, 0.2 * late.size) / (0.2 * late.size) / float(late.mean())


def test_it_agrees_with_counting_row_by_row() -> None:
    agrees(Lift(0.2), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(Lift(0.2), late) == why


@pytest.mark.parametrize("arguments", [{"share": 0.0}, {"share": 1.5}, {"share": "high"}, {"share": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        Lift(**arguments)  # type: ignore[arg-type]  # on purpose


def test_where_all_positives_are_found_it_does_not_claim_that_none_can_be_missed() -> None:
    late = np.repeat([0, 1], 1_000)
    score = np.linspace(0.01, 0.99, 2_000)

    lower, upper = Lift(0.99).estimate(quick_cells(late, score, score), Model.CANDIDATE).bounds(0.1)

    assert lower == pytest.approx((1 - unseen_fraction(1_000, alpha=0.05)) / 0.99)
    assert upper == pytest.approx(1 / 0.99)
