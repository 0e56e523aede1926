from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lockgate.gates.roll_up import RollUp, roll_ups

PAIRS = (*((at,) for at in range(6)), *combinations(range(6), 2))
SIZES = [3, 5, 8, 10, 12, 16]


@given(st.sets(st.sampled_from(PAIRS)), st.integers(0, 10**8), st.integers(1, 400))
def test_each_set_is_counted_once(sets: set[tuple[int, ...]], rows: int, kinds: int) -> None:
    found = roll_ups(sorted(sets), SIZES, rows=rows, kinds=kinds)

    assert sorted(members for part in found for members in part.sets) == sorted(sets)


def test_many_rows_are_grouped_once_by_everything() -> None:
    assert roll_ups(PAIRS, SIZES, rows=10**8, kinds=8) == (RollUp(PAIRS, is_rolled=True),)


def test_few_rows_are_grouped_by_each_set() -> None:
    assert roll_ups(PAIRS, SIZES, rows=20_000, kinds=8) == (RollUp(PAIRS, is_rolled=False),)


def test_in_between_a_few_crossings_stand_for_all() -> None:
    found = roll_ups(PAIRS, SIZES, rows=5_000_000, kinds=200)

    assert [(len(part.sets), part.is_rolled) for part in found] == [
        (10, True),
        (7, True),
        (2, True),
        (2, True),
    ]


def test_a_set_that_no_crossing_helps_is_counted_from_the_rows() -> None:
    found = roll_ups([(0,), (1,), (0, 1), (0, 2)], [4, 4, 5_000], rows=1_000_000, kinds=200)

    assert [part.is_rolled for part in found] == [True, False]
    assert found[1].sets == ((0, 2),)
