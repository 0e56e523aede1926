"""Packed cells, against counting in plain Python."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from lockgate.scan.cell_parts import NOTHING
from lockgate.scan.packed_cells import keyed_cells, pack_cells, packed_table, table_of, unpack_cells


def drawn(seed: int, n: int) -> list[Counter[tuple[int, ...]]]:
    """Return three parts; some codes share one of their halves."""
    draw = random.Random(seed)  # noqa: S311 - test data
    codes = [(draw.randrange(3) << 64) | draw.choice([0, 1, (1 << 64) - 1]) for _ in range(6)]
    return [Counter((draw.choice(codes), draw.choice(codes)) for _ in range(n)) for _ in range(3)]


@pytest.mark.parametrize(("seed", "n"), [(1, 30), (2, 1), (3, 0), (4, 200)])
def test_parts_are_added_as_plain_python_does(seed: int, n: int) -> None:
    parts = drawn(seed, n)

    table = table_of([pack_cells(part) for part in parts], 2)

    whole = sum(parts, Counter[tuple[int, ...]]())
    assert packed_table(table) == pack_cells(whole)
    assert unpack_cells(packed_table(table), 2) == dict(sorted(whole.items()))


@pytest.mark.parametrize("places", [(0,), (1,), (1, 0)])
def test_labels_are_equal_where_parts_are_and_ascend_with_them(places: tuple[int, ...]) -> None:
    cells = sorted(drawn(4, 99)[0])
    table = table_of([pack_cells(Counter(cells))], 2)
    values = [tuple(cell[place] for place in places) for cell in cells]

    assert table.labels(*places).tolist() == [sorted(set(values)).index(value) for value in values]


def test_nothing_at_all_has_no_cells() -> None:
    table = table_of([b"", b""], 3)

    assert (table.labels(0, 2).tolist(), table.column(1), table.is_null(0).tolist()) == ([], [], [])
    assert packed_table(table) == b""


def test_null_is_told_from_every_value() -> None:
    table = table_of([pack_cells({(NOTHING,): 2, (NOTHING - 1,): 1, (0,): 1})], 1)

    assert table.is_null(0).tolist() == [False, False, True]
    assert table.column(0) == [0, NOTHING - 1, NOTHING]


def test_keyed_cells_are_equal_where_cells_are_and_only_under_one_secret() -> None:
    packed = pack_cells({(1, 2): 3, (2, 1): 1})

    hidden = keyed_cells(packed, (True, True), b"s")

    rows = unpack_cells(hidden, 2)
    assert sorted(rows.values()) == [1, 3]
    assert {cell[::-1] for cell in rows} == set(rows)  # one code for 1 and one for 2, in either place
    assert hidden != packed != keyed_cells(packed, (True, True), b"t") != hidden


def test_what_is_no_hash_stays_as_it_is() -> None:
    rows = unpack_cells(keyed_cells(pack_cells({(1, 2): 3}), (True, False), b"s"), 2)

    assert [(cell[0] == 1, cell[1], n) for cell, n in rows.items()] == [(False, 2, 3)]
