from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lockgate.probes.covering import covering_rows

LEVELS = st.lists(st.integers(1, 4).map(lambda n: tuple(range(n))), min_size=2, max_size=6)


@given(LEVELS)
def test_every_pair_of_values_is_covered(levels: list[tuple[int, ...]]) -> None:
    rows = covering_rows(levels)

    for first, second in combinations(range(len(levels)), 2):
        wanted = set(product(levels[first], levels[second]))
        assert {(row[first], row[second]) for row in rows} == wanted


def test_the_rows_are_few() -> None:
    # ten columns of three values make 59,049 rows in all; 9 is the least that can hold the pairs of two
    assert 9 <= len(covering_rows([(0, 1, 2)] * 10)) <= 25


def test_one_column_has_no_pairs() -> None:
    assert covering_rows([("a", "b")]) == [("a",), ("b",)]
    assert covering_rows([]) == []


def test_beyond_what_fits_the_last_columns_get_what_falls_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lockgate.probes.covering._MOST_PAIRS", 3)

    rows = covering_rows([(0, 1)] * 4)

    assert {(row[0], row[1]) for row in rows} == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert all(len(row) == 4 for row in rows)
