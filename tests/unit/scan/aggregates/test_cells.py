"""Combinations of values and their rows."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates import cells as module
from lockgate.scan.aggregates.cells import Cells, CellsState
from lockgate.scan.cell_parts import HASH, NOTHING, TEXT, Comparable, Hashed, Ordered

TABLE = {"x": [1.5, 1.5, None, float("nan")], "s": ["a", "a", "b", None], "g": ["u", "u", "v", "v"]}
BOTH = Cells((Ordered("x"), Hashed(("s",))), ("x",))


def test_each_combination_has_its_rows_without_those_that_lack_a_value() -> None:
    state = state_of(TABLE, BOTH)
    values, rows = CellsState.values([state])

    assert (state.kinds, state.n) == (("float", HASH), 2)
    assert (values[0], str(values[1]), rows) == (1.5, "nan", [2, 1])
    assert CellsState.is_nan([state], CellsState.table([state])).tolist() == [False, True]
    assert CellsState.is_nan([state], CellsState.table([state]), 1).tolist() == [False, False]
    assert BOTH.columns == ("x", "s")


def test_null_is_a_value_where_it_is_not_left_out() -> None:
    state = state_of(TABLE, Cells((Ordered("x"), Hashed(("s",)))))

    assert CellsState.table([state]).rows.tolist() == [2, 1, 1]
    assert CellsState.table([state]).is_null(0).tolist() == [False, False, True]


def test_each_slice_has_its_own() -> None:
    found = state_of(TABLE, BOTH, by=("g",))

    assert {key: state.n for key, state in found.items()} == {("u",): 1, ("v",): 1}


def test_hashes_can_be_keyed_and_values_cannot() -> None:
    hashes, values = state_of(TABLE, Cells((Hashed(("s",)),))), state_of(TABLE, BOTH)
    keyed = hashes.keyed(b"secret")

    assert keyed is not None
    assert (keyed.n, keyed.cells == hashes.cells) == (3, False)
    assert values.keyed(b"secret") is None


def test_texts_are_kept_in_their_order_and_are_no_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Cells((Comparable("s"), Comparable("x")))
    one = state_of({"s": ["b", None, "a"], "x": [1.0, 1.0, 1.0]}, asked)
    other = state_of({"s": ["aa", "b"], "x": [1.0, 1.0]}, asked)
    table, texts = CellsState.with_texts([one, other])

    assert (one.kinds, one.keyed(b"secret")) == ((TEXT, "float"), None)
    assert texts == [b"a", b"aa", b"b"]
    assert (table.column(0), table.rows.tolist()) == ([0, 1, 2, NOTHING], [1, 1, 2, 1])
    assert (
        one.merge(other)
        == other.merge(one)
        == state_of({"s": ["b", None, "a", "aa", "b"], "x": [1.0] * 5}, asked)
    )
    assert one.without_values() == CellsState(one.kinds, is_complete=False)
    monkeypatch.setattr(module, "MOST_TEXT_TOGETHER", 19)
    with pytest.raises(StateError, match="more than 19 bytes of texts"):
        CellsState.table([one, other])
    monkeypatch.setattr(module, "MOST_TEXT", 9)
    assert state_of({"s": ["b", "a"], "x": [1.0, 1.0]}, asked) == one.without_values()


def test_parts_of_different_types_are_not_added() -> None:
    one, other = CellsState(("float",)), CellsState(("whole",))

    with pytest.raises(StateError, match="different types"):
        one.merge(other)


def test_too_many_combinations_are_not_kept_and_too_many_parts_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = state_of(TABLE, BOTH)
    monkeypatch.setattr(module, "MOST_CELLS", 1)
    monkeypatch.setattr(module, "MOST_TOGETHER", 3)
    cut = state_of(TABLE, BOTH)

    assert cut == CellsState(("float", HASH), is_complete=False)
    assert whole.merge(cut) == cut.merge(whole) == cut
    with pytest.raises(StateError, match="more than 1 distinct combinations"):
        CellsState.table([whole, cut])
    with pytest.raises(StateError, match="more than 3 combinations together"):
        CellsState.table([whole, whole])
