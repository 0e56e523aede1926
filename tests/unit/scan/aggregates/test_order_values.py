"""The values around a quantile's place, on the real engine."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregates.order_values import OrderValues, OrderValuesState
from lockgate.scan.predicates import table_sql
from lockgate.scan.schema import Column, LogicalType, Schema


def test_the_middle_of_four_values_lies_between_the_second_and_third() -> None:
    table = {"x": [4.0, 1.0, None, 3.0, 2.0]}

    assert state_of(table, OrderValues("x", 0.5)) == OrderValuesState(4, 2.0, 3.0)


@pytest.mark.parametrize(("q", "ends"), [(0, (1, 1)), (1, (4, 4)), (0.4, (2, 3))])
def test_the_place_is_n_minus_1_times_q(q: float, ends: tuple[int, int]) -> None:
    assert state_of({"x": [4, 1, 3, 2]}, OrderValues("x", q)) == OrderValuesState(4, *ends)


def test_nan_and_infinity_are_counted() -> None:
    state = state_of({"x": [1.0, float("nan"), float("inf")]}, OrderValues("x", 0))

    assert state == OrderValuesState(3, 1.0, 1.0, 2)


def test_nothing_but_nulls_has_no_values() -> None:
    assert state_of({"x": pa.array([None], pa.float64())}, OrderValues("x", 0.5)) == OrderValuesState(0)


def test_a_text_column_is_refused() -> None:
    schema = Schema("t", (Column("x", LogicalType.STRING, "VARCHAR", holds_nan=False),))

    with pytest.raises(DataError, match="numeric"):
        OrderValues("x", 0.5).query(table_sql("t"), schema, ())


def test_slices_have_quantiles_of_their_own() -> None:
    table = {"x": [1.0, 2.0, 30.0], "g": ["u", "u", "v"]}

    assert state_of(table, OrderValues("x", 0.5), by=("g",)) == {
        ("u",): OrderValuesState(2, 1.0, 2.0),
        ("v",): OrderValuesState(1, 30.0, 30.0),
    }


def test_a_level_outside_0_and_1_is_refused() -> None:
    with pytest.raises(ParameterError):
        OrderValues("x", 1.5)


def test_only_an_empty_part_merges() -> None:
    state = OrderValuesState(2, 1.0, 2.0)

    assert state.merge(OrderValuesState(0)) == OrderValuesState(0).merge(state) == state
    with pytest.raises(StateError):
        state.merge(state)
