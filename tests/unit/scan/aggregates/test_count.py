"""Counting rows."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import ColumnNotFoundError
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.expression import Expression
from lockgate.scan.predicates import Fails, Holds, IsKnown, IsNull, NotNull, Predicate

TABLE = {"x": [1.0, None, float("nan"), 4.0], "s": ["a", "b", None, None], "g": ["u", "u", "v", None]}


@pytest.mark.parametrize(
    ("predicate", "n"),
    [
        (IsNull("x"), 1),
        (NotNull(("x",)), 3),
        (NotNull(("x", "s")), 1),
        (Holds(Expression("x > 2")), 2),
        (Fails(Expression("x > 2")), 1),
        (IsKnown(Expression("x > 2")), 3),
    ],
)
def test_rows_are_counted_where_a_predicate_is_true(predicate: Predicate, n: int) -> None:
    assert state_of(TABLE, CountIf(predicate)) == Count(n)


def test_a_filter_and_slices_restrict_what_is_counted() -> None:
    assert state_of(TABLE, RowCount(), "s is null") == Count(2)
    assert state_of(TABLE, CountIf(IsNull("s")), "x > 2") == Count(2)
    assert state_of(TABLE, RowCount(), by=("g",)) == {("u",): Count(2), ("v",): Count(1), (None,): Count(1)}
    assert state_of(TABLE, CountIf(IsNull("s")), "x > 2", ("g",)) == {
        ("u",): Count(0),
        ("v",): Count(1),
        (None,): Count(1),
    }


def test_no_rows_are_none() -> None:
    empty = pa.table({"x": pa.array([], pa.float64()), "g": pa.array([], pa.string())})

    assert state_of(empty, RowCount()) == Count(0)
    assert state_of(empty, CountIf(Holds(Expression("x > 2")))) == Count(0)
    assert state_of(empty, RowCount(), by=("g",)) == {}


def test_a_missing_column_is_the_answer_to_that_question() -> None:
    assert isinstance(state_of(TABLE, CountIf(IsNull("y"))), ColumnNotFoundError)
    assert isinstance(state_of(TABLE, RowCount(), by=("y",)), ColumnNotFoundError)


def test_counts_add_up() -> None:
    assert Count(2).merge(Count(3)) == Count(5)
