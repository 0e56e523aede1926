"""Rows of the values of a frozen list, and of what is not on it."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregates.listed_counts import MOST_OTHERS, ListedCounts, ListedCountsState
from lockgate.scan.blocks import Block


def test_listed_values_keep_their_order_and_new_ones_their_name() -> None:
    table = {"s": ["b", "a", "b", "new", None, ""]}

    state = state_of(table, ListedCounts("s", ("a", "b", "gone")))

    assert state == ListedCountsState((("a", 1), ("b", 2), ("gone", 0)), (("", 1), ("new", 1)), 0, 1)
    assert (state.n, state.n_others) == (5, 2)


def test_without_a_list_the_most_frequent_values_come_first() -> None:
    values = [f"v{i:03}" for i in range(MOST_OTHERS + 5)] + ["v104", "v104"]

    state = state_of({"s": values}, ListedCounts("s"))

    assert state.others[0] == ("v104", 3)
    assert (len(state.others), state.rest) == (MOST_OTHERS, 5)


def test_booleans_and_numbers_are_counted_as_text() -> None:
    table = {"b": [True, False, True, None], "i": [7, 7, 8, 9]}

    assert state_of(table, ListedCounts("b", ("true",))) == ListedCountsState(
        (("true", 2),), (("false", 1),), 0, 1
    )
    assert state_of(table, ListedCounts("i", ("7", "8"))).listed == (("7", 2), ("8", 1))


def test_a_table_without_rows_has_no_others() -> None:
    table = pa.table({"s": pa.array([], pa.string())})

    assert state_of(table, ListedCounts("s", ("a",))) == ListedCountsState((("a", 0),))


def test_slices_have_states_of_their_own() -> None:
    table = {"s": ["a", "b", "c"], "g": ["u", "u", "v"]}

    found = state_of(table, ListedCounts("s", ("a",)), by=("g",))

    assert found["u",] == ListedCountsState((("a", 1),), (("b", 1),))
    assert found["v",] == ListedCountsState((("a", 0),), (("c", 1),))


def test_a_merge_keeps_every_row_when_names_are_too_many() -> None:
    left = ListedCountsState((), tuple((f"l{i:03}", 1) for i in range(MOST_OTHERS)))
    right = ListedCountsState((), tuple((f"r{i:03}", 2) for i in range(MOST_OTHERS)), 3, 4)

    both = left.merge(right)

    assert both.n == left.n + right.n
    assert (both.others, both.rest, both.nulls) == (right.others, 3 + MOST_OTHERS, 4)


def test_states_of_other_lists_are_not_merged() -> None:
    with pytest.raises(StateError, match="lists differ"):
        ListedCountsState((("a", 1),)).merge(ListedCountsState((("b", 1),)))


def test_values_within_a_value_have_no_list() -> None:
    table = pa.table({"a": pa.array([[1]], pa.list_(pa.int64()))})

    assert isinstance(state_of(table, ListedCounts("a")), DataError)


def test_each_block_has_its_own_rows_and_together_they_are_the_whole() -> None:
    table = {"s": ["a", "a", "b", "c", None], "e": ["u", "v", "u", "v", "v"], "g": ["k"] * 5}
    asked = ListedCounts("s", ("a", "b"), Block("e"))

    state = state_of(table, asked)

    assert (state.listed, state.rest, state.nulls) == ((("a", 2), ("b", 1)), 1, 1)
    assert sorted(rows for _, rows in state.blocks) == [(1, 0, 1, 1), (1, 1, 0, 0)]
    assert state_of(table, asked, by=("g",)) == {("k",): state}
    assert sorted(state.merge(state).blocks) == [
        (key, tuple(2 * n for n in rows)) for key, rows in state.blocks
    ]


def test_the_column_of_the_blocks_is_read_too() -> None:
    assert ListedCounts("s").columns == ("s",)
    assert ListedCounts("s", block=Block("e")).columns == ("s", "e")
