"""Values that differ for the same key."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.changes import AllChanges, Change, Changes, ChangesState
from lockgate.scan.pairing import Closeness, Pairing

HERE = {
    "s": ["p", "p", "p", "q", "q", "r"],
    "k": [1, 2, 3, 4, 5, 6],
    "v": ["a", "a", None, "c", "", "same"],
    "x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
}
THERE = {"k": [1, 2, 3, 4, 5, 6], "v": ["A", "A", "b", None, "c", "same"], "x": [1.0, 2.1, 3.0, 4.0, 5.0, 6.0]}
BOTH = Pairing(("k",), "other", ("k",), ("v", "x"), ("v", "x"))


def test_the_most_frequent_changes_of_each_column_are_kept() -> None:
    found = state_of(HERE, Changes(BOTH), other=THERE)

    assert found.changes == (
        Change("v", "a", "A", 2),
        Change("v", None, "b", 1),
        Change("v", "", "c", 1),
        Change("x", "2.0", "2.1", 1),
    )


def test_a_column_keeps_three_changes() -> None:
    table = {"k": list(range(8)), "v": list("aabbcdef")}
    pairing = Pairing(("k",), "other", ("k",), ("v",), ("v",))

    found = state_of(table, Changes(pairing), other={**table, "v": list("AABBCDEF")})

    assert [(change.here, change.n) for change in found.changes] == [("a", 2), ("b", 2), ("c", 1)]


def test_numbers_that_are_close_enough_did_not_change() -> None:
    pairing = Pairing(("k",), "other", ("k",), ("x",), ("x",), Closeness(absolute=0.5))

    assert state_of(HERE, Changes(pairing), other=THERE) == ChangesState(())


def test_a_slice_without_changes_is_known() -> None:
    found = state_of(HERE, Changes(BOTH), by=("s",), other=THERE)

    assert {key[0]: len(state.changes) for key, state in found.items()} == {"p": 3, "q": 2, "r": 0}


def test_a_slice_of_repeated_keys_is_known() -> None:
    table = {"k": [1, 1], "v": ["a", "b"], "x": [1.0, 1.0], "s": ["p", "p"]}

    assert state_of(table, Changes(BOTH), by=("s",), other=THERE) == {("p",): ChangesState(())}
    assert list(state_of(table, AllChanges(BOTH), by=("s",), other=THERE)) == [("p",)]


def test_all_changes_are_kept_by_key_unless_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Changes(BOTH)
    kept = state_of(HERE, asked.kept, other=THERE)
    monkeypatch.setattr("lockgate.scan.aggregates.cells.MOST_CELLS", 3)
    cut = state_of(HERE, asked.kept, other=THERE)

    assert kept.n == 6 + 6  # the keys, and what differs: v of five, x of one
    assert asked.summary_of([kept]) == state_of(HERE, asked, other=THERE)
    assert asked.summary_of([kept, kept]) == ChangesState(())  # each key is in both parts
    assert asked.summary_of([kept, cut]) == ChangesState((), is_withheld=True)


def test_a_repeated_key_has_no_partner() -> None:
    table = {"k": [1, 1], "v": ["a", "b"], "x": [1.0, 1.0]}

    assert state_of(table, Changes(BOTH), other=THERE) == ChangesState(())


def test_a_masked_state_leaves_its_values_behind() -> None:
    state = ChangesState((Change("v", "a", "A", 2),))

    assert state.without_values() == ChangesState((), is_withheld=True)


def test_only_an_empty_part_can_be_merged() -> None:
    state, empty = ChangesState((Change("v", "a", "A", 2),)), ChangesState(())

    assert state.merge(empty) == empty.merge(state) == state
    with pytest.raises(StateError, match="LG211"):
        state.merge(state)
