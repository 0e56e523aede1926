"""Rows that tell columns apart."""

from __future__ import annotations

import math

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregates.column_pairs import ColumnPair, ColumnPairs, ColumnPairsState

TABLE = {
    "x": [1.0, math.nan, None, 4.0],
    "y": [1.0, math.nan, None, 5.0],
    "i": [1, 2, 3, 4],
    "s": ["1", "2", "3", "4"],
    "t": ["1", "2", "3", "4"],
}


def test_columns_of_one_kind_are_compared() -> None:
    assert state_of(TABLE, ColumnPairs()) == ColumnPairsState(
        4,
        (
            ColumnPair("x", "y", 1),
            ColumnPair("x", "i", 2),
            ColumnPair("y", "i", 3),
            ColumnPair("s", "t", 0),
        ),
    )
    assert ColumnPairs().is_table_wide


def test_named_columns_are_compared_alone() -> None:
    assert state_of(TABLE, ColumnPairs(("S", "t"))).pairs == (ColumnPair("s", "t", 0),)


def test_too_many_pairs_are_refused() -> None:
    assert isinstance(state_of({f"c{i}": [1] for i in range(102)}, ColumnPairs()), ParameterError)


def test_parts_add_up() -> None:
    left, right = (ColumnPairsState(n, (ColumnPair("x", "y", n - 1),)) for n in (2, 3))

    assert left.merge(right) == ColumnPairsState(5, (ColumnPair("x", "y", 3),))
    with pytest.raises(StateError, match="the columns differ"):
        left.merge(ColumnPairsState(2, ()))
