"""Steps in the wrong direction."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregates.cells import Cells
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState
from lockgate.scan.aggregates.order_runs import OrderRuns


@pytest.mark.parametrize(
    ("values", "options", "expected"),
    [
        ([1, 2, 2, 3], {}, OrderBreaksState(3, 0)),
        ([1, 2, 2, 3], {"is_strict": True}, OrderBreaksState(3, 1)),
        ([3, 2, 2, 1], {"is_decreasing": True}, OrderBreaksState(3, 0)),
        ([1, None, 3, 2], {}, OrderBreaksState(2, 1)),
        ([1.0, math.nan, 2.0], {}, OrderBreaksState(2, 2)),
        (["a", "c", "b"], {}, OrderBreaksState(2, 1)),
        ([1], {}, OrderBreaksState(0, 0)),
    ],
)
def test_steps_between_neighbours_are_judged(
    values: list[object], options: dict[str, bool], expected: OrderBreaksState
) -> None:
    assert state_of({"x": values}, OrderBreaks("x", **options)) == expected  # type: ignore[arg-type]  # flags only


def test_rows_are_put_in_the_order_that_is_asked_for() -> None:
    table = {"x": [3, 1, 2, 2], "at": [3, 1, 2, 2], "g": ["a", "a", "b", "b"]}

    assert state_of(table, OrderBreaks("x", "at", is_strict=True)) == OrderBreaksState(3, 1)
    assert state_of(table, OrderBreaks("x", "at"), by=("g",)) == {
        ("a",): OrderBreaksState(1, 0),
        ("b",): OrderBreaksState(1, 0),
    }


def test_slices_have_no_order_of_the_file() -> None:
    found = state_of({"x": [1, 2], "g": ["a", "a"]}, OrderBreaks("x"), by=("g",))

    assert isinstance(found, ParameterError)


def test_a_type_without_an_order_is_refused() -> None:
    assert isinstance(state_of(pa.table({"x": pa.array([[1]])}), OrderBreaks("x")), DataError)


@pytest.mark.parametrize("part", [OrderBreaksState(0, 0), OrderBreaksState(3, 1)])
def test_the_step_between_two_parts_is_unknown_also_where_one_part_has_no_step(part: OrderBreaksState) -> None:
    with pytest.raises(StateError, match="LG211"):
        part.merge(OrderBreaksState(3, 1))


def test_what_is_kept_of_a_part_follows_from_how_rows_are_ordered() -> None:
    assert OrderBreaks("x").kept == OrderRuns(OrderBreaks("x"))
    assert isinstance(OrderBreaks("x", "at").kept, Cells)
