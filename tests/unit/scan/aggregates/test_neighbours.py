from __future__ import annotations

from typing import cast

import pytest
from tests.fakes.states import answers_of, state_of

from lockgate.domain.errors import DataError, StateError
from lockgate.scan.aggregates.cells import Cells
from lockgate.scan.aggregates.neighbours import NeighbourRows, Neighbours
from lockgate.scan.aggregates.order_breaks import OrderBreaksState
from lockgate.scan.comparisons import ColumnsDisagree
from lockgate.scan.predicates import IsNull

NAN, INF = float("nan"), float("inf")
STEP = Neighbours("x", "=", "x", ("x",), 2)
MEET = Neighbours("b", "<=", "a", ("a", "b"), alone=ColumnsDisagree("a", "<=", "b"), is_running=True)


@pytest.mark.parametrize(
    ("values", "steps", "breaks"),
    [
        ([1, 3, 5], 2, 0),
        ([5, 1, None, 3], 2, 0),
        ([1, 3, 3, 6], 3, 2),
        ([7], 0, 0),
        ([], 0, 0),
        ([1.0, 3.0, NAN], 2, 1),
        ([1.0, INF, INF], 2, 2),
        ([NAN, NAN], 1, 1),
    ],
)
def test_each_number_follows_on_the_one_before(values: list[float | None], steps: int, breaks: int) -> None:
    import pyarrow as pa  # noqa: PLC0415 - types of empty lists

    (state,) = answers_of({"x": pa.array(values, pa.float64())}, [STEP])

    assert state == OrderBreaksState(steps, breaks)


def test_texts_follow_on_texts_alone() -> None:
    asked = Neighbours("s", "<", "k", ("s", "k"), is_running=True)
    part = state_of({"s": ["a"], "k": [1]}, cast("Cells", asked.kept))

    with pytest.raises(StateError, match="texts are compared"):
        asked.summary_of([part])


def test_a_row_that_breaks_alone_is_counted_once_and_first_rows_too() -> None:
    table = {"a": [1, 2, 9, 20, None], "b": [3, 4, 8, 21, 1]}  # 1-3, 2-4 overlap; 9-8 is backwards

    (state,) = answers_of(table, [MEET])

    assert state == OrderBreaksState(4, 2)


def test_slices_begin_anew() -> None:
    table = {"x": [1, 3, 1, 4], "g": ["a", "a", "b", "b"]}

    (sliced,) = answers_of(table, [STEP], by=("g",))

    assert sliced == {("a",): OrderBreaksState(1, 0), ("b",): OrderBreaksState(1, 1)}


def test_a_step_is_for_numbers_only() -> None:
    (refused,) = answers_of({"x": ["a", "b"]}, [STEP])

    assert isinstance(refused, DataError)


def test_words_say_what_is_counted() -> None:
    assert STEP.words == "rows where not x before + 2 = x, in the order of x"
    assert MEET.words == "rows where not greatest b before <= a, in the order of a, b"
    assert NeighbourRows(MEET).columns == MEET.columns == ("b", "a")


def test_what_is_kept_says_enough_only_where_the_compared_columns_are_the_order() -> None:
    alone = IsNull("x")

    assert Neighbours("x", "=", "x", ("x",), 1).kept is not None
    assert Neighbours("x", "<=", "y", ("y", "x"), alone=ColumnsDisagree("y", "<=", "x")).kept is not None
    assert Neighbours("x", "<=", "y", ("t",)).kept is None
    assert Neighbours("x", "<=", "y", ("x", "y"), alone=alone).kept is None
