from __future__ import annotations

import pytest

from lockgate.checks.monotone import BreakingRows, Monotone
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState
from lockgate.scan.tolerance import Tolerance


def test_breaks_are_counted_in_a_pass_of_their_own() -> None:
    check = Monotone("x", "t", "decreasing", strict=True)

    breaks = OrderBreaks("x", "t", is_decreasing=True, is_strict=True)
    assert check.aggregates() == (breaks, RowCount())
    assert check.offending() == BreakingRows(breaks)


@pytest.mark.parametrize(
    ("check", "required"),
    [
        (Monotone("x"), "increasing in the order of the file"),
        (Monotone("x", "t", "decreasing", strict=True), "strictly decreasing by t"),
    ],
)
def test_what_is_required_is_written_for_people(check: Monotone, required: str) -> None:
    assert check.required == required


def test_steps_the_wrong_way_may_be_tolerated() -> None:
    states = (OrderBreaksState(steps=9, breaks=1), Count(10))

    assert Monotone("x").judge(states).verdict is Verdict.FAIL
    assert Monotone("x", tolerance=Tolerance(rows=1)).judge(states).verdict is Verdict.PASS


def test_no_step_proves_nothing() -> None:
    outcome = Monotone("x").judge((OrderBreaksState(0, 0), Count(1)))

    assert (outcome.verdict, outcome.summary) == (
        Verdict.INCONCLUSIVE,
        "fewer than two values, so no step to judge",
    )


def test_an_unknown_direction_and_an_order_by_itself_are_refused() -> None:
    with pytest.raises(ParameterError, match="`direction`"):
        Monotone("x", direction="up")  # type: ignore[arg-type]  # the mistake is the point
    with pytest.raises(ParameterError, match="`order_by`"):
        Monotone("x", "x")


def test_a_fraction_may_be_one_of_values_of_which_the_first_is_in_order() -> None:
    half = Tolerance(fraction=0.5)
    states = (OrderBreaksState(steps=3, breaks=2), Count(4))

    assert Monotone("x", tolerance=half).judge(states).verdict is Verdict.FAIL
    assert Monotone("x", share_of="values", tolerance=half).judge(states).verdict is Verdict.PASS


def test_a_share_of_anything_else_is_refused() -> None:
    with pytest.raises(ParameterError, match="share_of"):
        Monotone("x", share_of="rows")  # type: ignore[arg-type]  # a mistake on purpose
