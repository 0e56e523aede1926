"""How often keys repeat."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import ColumnNotFoundError, StateError
from lockgate.scan.aggregates import KeyCounts, KeyCountsState, Keys, KeysState

TABLE = {"a": [1, 1, 1, 2, None], "b": ["x", "x", "y", "x", "x"], "g": ["u", "v", "u", "u", "u"]}


def test_keys_and_their_repetitions_are_counted_without_those_that_hold_a_null() -> None:
    state = state_of(TABLE, KeyCounts(("a", "b")))

    assert state == KeyCountsState(rows=4, distinct=3, repeated=1)
    assert state.surplus == 1


def test_keys_are_counted_in_the_filter_and_in_each_slice() -> None:
    assert state_of(TABLE, KeyCounts(("a",)), "b = 'x'") == KeyCountsState(3, 2, 1)
    assert state_of(TABLE, KeyCounts(("a", "b")), by=("g",)) == {
        ("u",): KeyCountsState(3, 3, 0),
        ("v",): KeyCountsState(1, 1, 0),
    }


def test_all_keys_say_the_same_as_their_summary() -> None:
    assert state_of(TABLE, Keys(("a", "b"))).summary == state_of(TABLE, KeyCounts(("a", "b")))


def test_texts_that_look_alike_when_joined_are_different_keys() -> None:
    table = {"a": ["1:2", "1", "12", ""], "b": ["3", "2:3", "", "12"]}

    assert state_of(table, Keys(("a", "b"))).summary.distinct == 4


def test_keys_of_parts_merge_exactly_and_summaries_refuse_to() -> None:
    one, two = KeysState((("k1", 1), ("k2", 2))), KeysState((("k2", 1),))

    assert one.merge(two) == KeysState((("k1", 1), ("k2", 3)))
    assert (
        KeyCountsState(0, 0, 0).merge(one.summary) == one.summary.merge(KeyCountsState(0, 0, 0)) == one.summary
    )
    with pytest.raises(StateError, match="LG211"):
        one.summary.merge(two.summary)


def test_a_missing_key_column_is_named() -> None:
    assert isinstance(state_of(TABLE, KeyCounts(("a", "c"))), ColumnNotFoundError)
