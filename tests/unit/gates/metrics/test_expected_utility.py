from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, confusion, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.expected_utility import ExpectedUtility


def _oracle(late: np.ndarray, score: np.ndarray) -> float:
    tp, fp, _, _ = confusion(late, score)
    return (3 * tp - fp) / late.size


def test_it_agrees_with_counting_row_by_row() -> None:
    agrees(ExpectedUtility(tp=3.0, fp=-1.0), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(ExpectedUtility(tp=3.0, fp=-1.0), late) == why


@pytest.mark.parametrize("arguments", [{"fp": float("nan")}, {"fn": "much"}])
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a finite number"):
        ExpectedUtility(**arguments)  # type: ignore[arg-type]  # on purpose
