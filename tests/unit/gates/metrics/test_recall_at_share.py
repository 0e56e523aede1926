from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, found_at_top, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.recall_at_share import RecallAtShare


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return found_at_top(late, score, 0.2 * late.size) / float(late.sum())


def test_it_agrees_with_counting_row_by_row() -> None:
    agrees(RecallAtShare(0.2), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(RecallAtShare(0.2), late) == why


@pytest.mark.parametrize("arguments", [{"share": 0.0}, {"share": 1.5}, {"share": "high"}, {"share": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        RecallAtShare(**arguments)  # type: ignore[arg-type]  # on purpose
