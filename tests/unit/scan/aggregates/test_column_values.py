"""How full columns are, and their only values."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.column_values import ColumnValue, ColumnValues, ColumnValuesState

TABLE = {"one": ["a", "a", None], "empty": [None, None, None], "list": [[1], [1], [1]], "two": [1, 2, 2]}


def test_a_column_with_one_value_only_shows_its_hash() -> None:
    state = state_of(TABLE, ColumnValues())

    assert state.rows == 3
    assert [(one.column, one.filled, bool(one.value)) for one in state.values] == [
        ("one", 2, True), ("empty", 0, False), ("list", 3, True), ("two", 3, False),
    ]  # fmt: skip
    assert ColumnValues().is_table_wide
    assert not ColumnValues(("two",)).is_table_wide


def test_the_value_of_parts_stays_where_it_is_the_same() -> None:
    same, other, none = (
        state_of({"x": values}, ColumnValues(("x",))) for values in ([1.0, -0.0 + 1], [2.0], [None])
    )

    assert same.merge(same) == ColumnValuesState(4, (ColumnValue("x", 4, same.values[0].value),))
    assert same.merge(other) == ColumnValuesState(3, (ColumnValue("x", 3),))
    assert same.merge(none).values == none.merge(same).values == same.values
    assert same.merge(other).merge(same).values[0].value == ""


def test_zero_with_a_sign_is_the_same_value() -> None:
    plus, minus = (state_of({"x": [zero]}, ColumnValues()) for zero in (0.0, -0.0))

    assert plus == minus


def test_parts_of_different_columns_are_not_added() -> None:
    with pytest.raises(StateError, match="the columns differ"):
        ColumnValuesState(1, (ColumnValue("x", 1),)).merge(ColumnValuesState(1, ()))


def test_keyed_hashes_are_equal_where_the_values_are() -> None:
    state = state_of(TABLE, ColumnValues(("one", "empty")))
    keyed = state.keyed(b"s")

    assert keyed == state.keyed(b"s") != state.keyed(b"t")
    assert keyed.values[0].value not in ("", state.values[0].value)
    assert keyed.values[1] == state.values[1]
