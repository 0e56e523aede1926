from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, found_at_top, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.profit_at_share import ProfitAtShare


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    hits = found_at_top(late, score, 0.2 * late.size) / late.size
    return 40 * hits - 5 * (0.2 - hits)


def test_it_agrees_with_counting_row_by_row() -> None:
    agrees(ProfitAtShare(0.2, 40.0, 5.0), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(ProfitAtShare(0.2, 40.0, 5.0), late) == why


@pytest.mark.parametrize("arguments", [{"gain": float("inf")}, {"cost": "much"}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a finite number"):
        ProfitAtShare(**arguments)  # type: ignore[arg-type]  # on purpose


def test_a_gain_that_the_cost_undoes_is_refused() -> None:
    with pytest.raises(ParameterError, match="other than minus the gain"):
        ProfitAtShare(0.5, 5.0, -5.0)
