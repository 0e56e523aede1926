from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, undefined_on
from tests.fakes.predictions import whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.cost_regret import CostRegret


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    def cost(threshold: float) -> float:
        flag = score >= threshold
        return float((flag & (late == 0)).mean() + 4 * (~flag & (late == 1)).mean())

    return cost(0.5) - min(cost(one) for one in [*np.unique(score), 2.0])


def test_it_agrees_with_every_threshold_tried() -> None:
    agrees(CostRegret(1.0, 4.0), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(CostRegret(1.0, 4.0), late) == why


@pytest.mark.parametrize("arguments", [{"fp": -1.0}, {"fp": 0.0, "fn": 0.0}, {"fn": float("inf")}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match=r"0 or more|above 0|a finite number"):
        CostRegret(**arguments)  # type: ignore[arg-type]  # on purpose


def test_a_threshold_that_is_the_best_has_no_regret() -> None:
    cells = whole([0, 0, 1, 1] * 4, [0.1, 0.2, 0.8, 0.9] * 4)

    measured = CostRegret(1.0, 4.0).estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == 0
    assert measured.bounds(0.1)[0] == 0


def test_what_a_few_positives_may_have_missed_costs_what_they_cost() -> None:
    cells = whole([0] * 90 + [1] * 10, [0.1] * 90 + [0.8] * 10, [0.1] * 90 + [0.9] * 10)
    metric = CostRegret(5.0, 400.0)

    measured, paired = metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)

    assert measured.bounds(0.1)[1] == pytest.approx(400 * (1 - 0.05**0.1))
    assert paired.bounds(0.1)[1] == pytest.approx(400 * (1 - 0.05**0.1))
