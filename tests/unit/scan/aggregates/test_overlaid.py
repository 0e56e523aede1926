"""Keys with their rows here and in another table."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregates.cells import CellsState
from lockgate.scan.aggregates.overlaid import Overlaid
from lockgate.scan.aggregates.overlay import Overlay
from lockgate.scan.pairing import Pairing

HERE: dict[str, list[object]] = {
    "k": [1, 2, 2, 3, 4, None],
    "x": [1, 1, 1, 5, 7, 0],
    "y": ["a", "b", "b", "c", "d", "e"],
    "g": [*"uuuvvv"],
}
THERE: dict[str, list[object]] = {
    "k": [1, 2, 3, 3, 4, 9],
    "x": [1, 1, 5, 5, 8, 0],
    "y": ["z", "b", "c", "c", "z", "e"],
}
PAIRING = Pairing(("k",), "other", ("k",), ("x", "y"), ("x", "y"))


def cells(state: CellsState) -> list[tuple[int, int, int]]:
    """Return rows there, differing values and rows here of each key, sorted."""
    table = CellsState.table([state])
    return sorted(zip(table.counts(1).tolist(), table.counts(2).tolist(), table.rows.tolist(), strict=True))


def test_each_key_that_is_here_has_its_rows_there_and_what_differs() -> None:
    found = state_of(HERE, Overlaid(PAIRING), other=THERE)

    # 1 is a pair that differs in y, 2 is twice here, 3 twice there, 4 differs in both
    assert cells(found) == [(1, 0, 2), (1, 2, 1), (1, 3, 1), (2, 0, 1)]


def test_each_slice_has_its_own_keys() -> None:
    found = state_of(HERE, Overlaid(PAIRING), other=THERE, by=("g",))

    assert {key: cells(state) for key, state in found.items()} == {
        ("u",): [(1, 0, 2), (1, 2, 1)], ("v",): [(1, 3, 1), (2, 0, 1)],
    }  # fmt: skip


def test_null_is_a_key_where_it_is_to_be_and_whole_rows_are_one() -> None:
    nulls = state_of(
        {"k": [None, None]}, Overlaid(Pairing(("k",), "other", ("k",), pairs_nulls=True)), other={"k": [None]}
    )
    rows = Overlaid(Pairing((), "other", (), pairs_nulls=True))

    assert cells(nulls) == [(1, 0, 2)]
    assert rows.is_table_wide
    assert not Overlaid(PAIRING).is_table_wide
    assert Overlaid(PAIRING).columns == ("k", "x", "y")


def test_no_rows_have_no_keys() -> None:
    assert cells(state_of(HERE, Overlaid(PAIRING), "k > 99", other=THERE)) == []


def test_a_part_of_a_whole_knows_how_many_rows_the_other_table_has() -> None:
    whole = Overlay(PAIRING, is_whole=True)
    found = state_of(HERE, Overlaid(PAIRING, is_whole=True), other=THERE)
    keyed = found.keyed(b"secret")

    assert found.n == state_of(HERE, Overlaid(PAIRING), other=THERE).n + 1
    assert whole.summary_of([found]).rows_there == whole.summary_of([keyed, keyed]).rows_there == 6


def test_parts_beside_different_tables_are_refused() -> None:
    one, other = (
        state_of(HERE, Overlaid(PAIRING, is_whole=True), other=there)
        for there in (THERE, {name: list(values)[:5] for name, values in THERE.items()})
    )

    with pytest.raises(StateError, match="different rows"):
        Overlay(PAIRING, is_whole=True).summary_of([one, other])


@pytest.mark.parametrize(("where", "by"), [("k > 1", ()), ("", ("g",))])
def test_a_filtered_or_sliced_table_is_no_whole(where: str, by: tuple[str, ...]) -> None:
    assert isinstance(state_of(HERE, Overlaid(PAIRING, is_whole=True), where, by, other=THERE), ParameterError)
