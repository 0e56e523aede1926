"""Keys in which a null is a value, on the real engine."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.shared_keys import SharedKeys, SharedKeysState

TABLE = {"a": [1, 1, None, None, None, 2], "b": ["x", "x", "y", "y", None, None], "g": ["u", "v"] * 3}


def test_a_null_equals_another_null() -> None:
    # (1, x) twice, (null, y) twice, (2, null) once; (null, null) is passed over
    assert state_of(TABLE, SharedKeys(("a", "b"))) == SharedKeysState(rows=5, distinct=3, repeated=2)


def test_no_row_is_passed_over_where_none_may_be() -> None:
    state = state_of(TABLE, SharedKeys(("a", "b"), "never"))

    assert state == SharedKeysState(rows=6, distinct=4, repeated=2)
    assert isinstance(state, SharedKeysState)
    assert state.surplus == 2


def test_keys_are_counted_in_each_slice() -> None:
    assert state_of(TABLE, SharedKeys(("b",)), by=("g",)) == {
        ("u",): SharedKeysState(2, 2, 0),
        ("v",): SharedKeysState(2, 2, 0),
    }


def test_only_an_empty_part_merges() -> None:
    state, empty = SharedKeysState(2, 1, 1), SharedKeysState(0, 0, 0)

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError):
        state.merge(state)
