from __future__ import annotations

import pytest

from lockgate.checks.sequence import Sequence
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.neighbours import NeighbourRows, Neighbours
from lockgate.scan.aggregates.order_breaks import OrderBreaksState


def test_each_number_follows_on_the_one_before() -> None:
    check = Sequence("x", 10)
    steps = Neighbours("x", "=", "x", ("x",), 10)

    assert (check.aggregates(), check.offending()) == ((steps, RowCount()), NeighbourRows(steps))
    assert check.required == "each 10 more than the one before"
    assert check.judge((OrderBreaksState(9, 0), Count(10))).verdict is Verdict.PASS


def test_one_value_is_no_sequence() -> None:
    assert Sequence("x").judge((OrderBreaksState(0, 0), Count(1))).verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize("step", [0, -1, float("inf")])
def test_a_step_is_more_than_nothing(step: float) -> None:
    with pytest.raises(ParameterError, match="more than 0"):
        Sequence("x", step)
