from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.oracles import agrees, exact_rows, undefined_on

from lockgate.domain.errors import ParameterError
from lockgate.gates.metrics.selection_rate_shift import SelectionRateShift


def _oracle(_: np.ndarray, score: np.ndarray) -> float:
    return float((score >= 0.5).mean()) - 0.3


def test_it_agrees_with_its_oracle() -> None:
    agrees(SelectionRateShift(0.3), _oracle)


@pytest.mark.parametrize(("late", "why"), [([], "no rows")])
def test_it_is_undefined_where_it_says(late: list[int], why: str) -> None:
    assert undefined_on(SelectionRateShift(0.3), late) == why


@pytest.mark.parametrize(
    "arguments", [{"reference": 0.0}, {"reference": 1.5}, {"reference": "high"}, {"reference": True}]
)
def test_arguments_outside_their_domain_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(ParameterError, match="a number above 0, at most 1"):
        SelectionRateShift(**arguments)  # type: ignore[arg-type]  # on purpose


def test_the_difference_has_no_reference() -> None:
    _, old, new, cells = exact_rows()

    measured = SelectionRateShift(0.3).difference(cells)

    assert measured.estimate.value == pytest.approx(float((new >= 0.5).mean() - (old >= 0.5).mean()))
