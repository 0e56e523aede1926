from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, found_at_top, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.precision_at_k import PrecisionAtK


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    return found_at_top(late, score, 3) / 3


def test_it_agrees_with_counting_row_by_row() -> None:
    agrees(PrecisionAtK(3), _oracle)


@pytest.mark.parametrize(("late", "why"), [([1, 1, 1], "no negative rows"), ([0, 0, 0], "no positive rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(PrecisionAtK(3), late) == why


@pytest.mark.parametrize("arguments", [{"k": 0}, {"k": 2.5}, {"k": True}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a whole number above 0"):
        PrecisionAtK(**arguments)  # type: ignore[arg-type]  # on purpose


def test_fewer_rows_than_k_leave_it_undefined() -> None:
    assert undefined_on(PrecisionAtK(9), [0, 1, 0]) == "fewer than 9 rows"


def test_many_rows_are_counted_alike() -> None:
    agrees(PrecisionAtK(400), lambda late, score: found_at_top(late, score, 400) / 400)
