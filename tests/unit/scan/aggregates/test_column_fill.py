"""How full columns are."""

from __future__ import annotations

import math

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.column_fill import ColumnFill, ColumnFillState, Fill

TABLE = {
    "one": ["a", "a", None],
    "nan": [math.nan, math.nan, math.nan],
    "empty": [None, None, None],
    "list": [[1], [1], [1]],
    "two": [1, 2, 2],
}


def test_each_column_is_counted_and_told_to_change_or_not() -> None:
    assert state_of(TABLE, ColumnFill()) == ColumnFillState(
        3,
        (
            Fill("one", 2, is_constant=True),
            Fill("nan", 3, is_constant=True),
            Fill("empty", 0, is_constant=False),
            Fill("list", 3, is_constant=True),
            Fill("two", 3, is_constant=False),
        ),
    )
    assert ColumnFill().is_table_wide


def test_named_columns_are_asked_alone_and_by_slice() -> None:
    found = state_of(TABLE, ColumnFill(("TWO",)), by=("one",))

    assert found[None,] == ColumnFillState(1, (Fill("two", 1, is_constant=True),))
    assert found["a",] == ColumnFillState(2, (Fill("two", 2, is_constant=False),))


def test_parts_merge_where_they_tell_enough() -> None:
    varied, constant, empty = (
        ColumnFillState(2, (Fill("x", n, is_constant=is_constant),))
        for n, is_constant in ((2, False), (2, True), (0, False))
    )

    assert varied.merge(constant) == ColumnFillState(4, (Fill("x", 4, is_constant=False),))
    assert (
        empty.merge(constant) == constant.merge(empty) == ColumnFillState(4, (Fill("x", 2, is_constant=True),))
    )
    with pytest.raises(StateError, match="whether it is the same"):
        constant.merge(constant)
    with pytest.raises(StateError, match="the columns differ"):
        constant.merge(ColumnFillState(2, ()))
