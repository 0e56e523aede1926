"""How often keys repeat."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import ColumnNotFoundError, StateError
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState, Keys, KeysState

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
    first, second = "0a" * 16, "0b" * 16
    one, two = KeysState.of({second: 2, first: 1}), KeysState.of({second: 1})

    assert one.merge(two) == KeysState.of({first: 1, second: 3})
    assert KeysState.summary_of([one, two]) == KeyCountsState(rows=4, distinct=2, repeated=1)
    assert (
        KeyCountsState(0, 0, 0).merge(one.summary) == one.summary.merge(KeyCountsState(0, 0, 0)) == one.summary
    )
    with pytest.raises(StateError, match="LG211"):
        one.summary.merge(two.summary)


def test_a_zero_with_a_sign_is_the_same_key_in_every_part() -> None:
    plus, minus = (state_of({"a": [zero, 1.5]}, Keys(("a",))) for zero in (0.0, -0.0))

    assert plus == minus


def test_keyed_hashes_are_equal_where_the_keys_are_and_only_under_one_secret() -> None:
    state, same = (state_of({"a": names}, Keys(("a",))) for names in (["x", "y", "y"], ["y", "y", "x"]))

    assert state.keyed(b"s") == same.keyed(b"s") != state
    assert state.keyed(b"s").summary == state.summary
    assert state.keyed(b"t") != state.keyed(b"s")


def test_a_missing_key_column_is_named() -> None:
    assert isinstance(state_of(TABLE, KeyCounts(("a", "c"))), ColumnNotFoundError)
