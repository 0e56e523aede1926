from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, confusion, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.expected_cost import ExpectedCost


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    tp, fp, fn, tn = confusion(late, score)
    return (-tp + 2 * fp + 7 * fn + 0.5 * tn) / late.size


def test_it_agrees_with_counting_row_by_row() -> None:
    agrees(ExpectedCost(tp=-1.0, fp=2.0, fn=7.0, tn=0.5), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(ExpectedCost(tp=-1.0, fp=2.0, fn=7.0, tn=0.5), late) == why


@pytest.mark.parametrize("arguments", [{"fp": float("nan")}, {"fp": 1e308}, {"fn": "much"}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a finite number"):
        ExpectedCost(**arguments)  # type: ignore[arg-type]  # on purpose
