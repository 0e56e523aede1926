"""Summaries of combinations on tables that one can count by hand; the laws compare them with the engine."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lockgate.scan.cell_summaries import binned, centered_ranks, grouped_squares, joined, order_breaks, pairs

NONE = np.zeros(0, dtype=np.int64)


def numbers(*values: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(values, dtype=np.int64)


def test_a_table_of_pairs_is_counted() -> None:
    # left 0 has 3 of one right value and 3 of another, left 1 has 2, left 2 has 1
    found = pairs(numbers(0, 0, 1, 2), numbers(0, 1, 0, 1), numbers(3, 3, 2, 1))

    assert (found.rows, found.cells, found.left, found.right, found.right_most) == (9, 4, 3, 2, 5)
    assert (found.singles, found.majority, found.mixed, found.several) == (1, 6, 6, 1)
    assert found.hits == 2  # only in left 1 does the other row say what a row is
    assert found.logs[2] == pytest.approx(6 * math.log(3) + 2 * math.log(2))
    assert found.shares == pytest.approx(9 / 30 + 9 / 24 + 4 / 10 + 1 / 4)


def test_cells_that_differ_in_nothing_else_become_one_and_no_cells_are_none() -> None:
    found = pairs(numbers(0, 0), numbers(1, 1), numbers(2, 3))

    assert (found.rows, found.cells, found.majority) == (5, 1, 5)
    assert pairs(NONE, NONE, NONE).rows == pairs(NONE, NONE, NONE).right_most == 0


def test_bins_hold_about_as_many_rows_each_and_nulls_are_a_bin_of_their_own() -> None:
    values, is_null = numbers(0, 1, 2, 3, 4), np.array([False] * 4 + [True])

    assert binned(values, is_null, numbers(1, 1, 1, 1, 9), 2).tolist() == [0, 0, 1, 1, 2]
    assert binned(values, is_null, numbers(3, 1, 1, 1, 9), 2).tolist() == [0, 1, 1, 1, 2]


def test_ranks_are_shared_by_equal_values_and_add_up_to_nothing() -> None:
    ranks = centered_ranks(numbers(0, 1, 2), numbers(1, 2, 1))  # ranks 1, 2.5 twice, 4; their mean is 2.5

    assert ranks.tolist() == [-1.5, 0.0, 1.5]


def test_squares_are_those_within_and_between_groups() -> None:
    total, between = grouped_squares([1.0, 3.0, 5.0], numbers(0, 0, 1), numbers(1, 1, 2))

    assert (total, between) == (11.0, 9.0)  # about 3.5: 6.25 + 0.25 + 2 * 2.25, and 2 * 1.5² + 2 * 1.5²
    assert all(map(math.isnan, grouped_squares([1.0, math.inf], numbers(0, 0), numbers(1, 1))))


def test_combinations_of_labels_are_numbered() -> None:
    assert joined([numbers(1, 0, 1)]).tolist() == [1, 0, 1]
    assert joined([numbers(1, 0, 1), numbers(0, 5, 2)]).tolist() == [1, 0, 2]


@pytest.mark.parametrize(
    ("falls", "is_strict", "breaks"), [(False, False, 1), (False, True, 2), (True, False, 1), (True, True, 2)]
)
def test_steps_the_wrong_way_are_counted_in_the_order_that_breaks_least(
    falls: bool,  # noqa: FBT001 - a case
    is_strict: bool,  # noqa: FBT001 - a case
    breaks: int,
) -> None:
    # place 0 holds the values 1 and 2, place 1 the value 1 twice
    found = order_breaks(
        numbers(0, 0, 1),
        numbers(1, 2, 1),
        np.zeros(3, dtype=bool),
        numbers(1, 1, 2),
        falls=falls,
        is_strict=is_strict,
    )

    assert found == (breaks if not falls else {False: 0, True: 2}[is_strict])


def test_a_step_from_or_to_nan_is_wrong_between_equal_ones_too() -> None:
    is_nan = np.array([False, True, False])

    assert (
        order_breaks(numbers(0, 1, 2), numbers(0, 9, 1), is_nan, numbers(1, 2, 1), falls=False, is_strict=False)
        == 3
    )
