"""Files as runs of values: wrong steps within them, and their ends."""

from __future__ import annotations

import math
from datetime import time

import pyarrow as pa
import pytest
from sqlglot import exp
from tests.fakes.states import state_of
from tests.fakes.tables import opened

from lockgate.domain.errors import ParameterError, StateError
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState
from lockgate.scan.aggregates.order_runs import OrderRuns, OrderRunsState, code_text
from lockgate.scan.partitioned_session import PARTITION, PartitionedSession
from lockgate.scan.predicates import table_sql

X = OrderBreaks("x")


def run(*values: object) -> OrderRunsState:
    state = state_of({"x": list(values)}, OrderRuns(X))
    assert isinstance(state, OrderRunsState)
    return state


def test_a_file_has_its_wrong_steps_and_its_ends() -> None:
    first, last = (code_text("whole", value) for value in (3, 2))

    assert run(3, None, 1, 2, None) == OrderRunsState(3, 1, "whole", (first, last))
    assert run("b", "a") == OrderRunsState(2, 1, "text", ("b", "a"))
    assert state_of(pa.table({"x": pa.array([], pa.int64())}), OrderRuns(X)) == OrderRunsState(0, 0)
    assert OrderRuns(X).columns == ("x",)


def test_a_type_without_a_form_has_no_ends() -> None:
    times = pa.table({"x": pa.array([time(2), time(1)])})

    assert state_of(times, OrderRuns(X)) == OrderRunsState(2, 1)


def test_slices_have_no_order_of_the_file() -> None:
    assert isinstance(state_of({"x": [1], "g": ["a"]}, OrderRuns(X), by=("g",)), ParameterError)


@pytest.mark.parametrize(
    ("asked", "parts", "breaks"),
    [
        (X, [(1, 2), (2, 3)], 0),
        (X, [(1, 2), (1, 3)], 1),
        (OrderBreaks("x", is_strict=True), [(1, 2), (2, 3)], 1),
        (OrderBreaks("x", is_decreasing=True), [(2, 1), (1, 0)], 0),
        (OrderBreaks("x", is_decreasing=True), [(2, 1), (3, 0)], 1),
        (X, [(1.0, math.nan), (2.0,)], 2),
        (X, [("JFK",), ("JFK\u00e9",), ("EWR",)], 1),
    ],
)
def test_files_follow_one_another(asked: OrderBreaks, parts: list[tuple[object, ...]], breaks: int) -> None:
    states = [state_of({"x": list(part)}, OrderRuns(asked)) for part in parts]
    steps = sum(map(len, parts)) - 1

    assert asked.summary_of(states) == OrderBreaksState(steps, breaks)
    assert asked.summary_of([states[0], OrderRunsState(0, 0), *states[1:]]) == OrderBreaksState(steps, breaks)


def test_nothing_has_no_step() -> None:
    assert X.summary_of([OrderRunsState(0, 0)]) == OrderBreaksState(0, 0)


def test_ends_that_are_not_kept_are_an_error_unless_there_is_one_file() -> None:
    bare = run(1, 2).without_values()

    assert X.summary_of([bare]) == OrderBreaksState(1, 0)
    with pytest.raises(StateError, match="first and last value"):
        X.summary_of([run(1, 2), bare])


def test_files_do_not_know_which_comes_first() -> None:
    one, nothing = run(1, 2), OrderRunsState(0, 0)

    assert one.merge(nothing) == nothing.merge(one) == one
    with pytest.raises(StateError, match="comes first"):
        one.merge(one)


def test_parts_by_a_column_have_no_order_of_files() -> None:
    with opened(t={"x": [1], "day": ["a"]}) as session:
        schema = PartitionedSession(session, "t", exp.column("day")).schema("t")

    with pytest.raises(ParameterError, match="its rows have no order of files"):
        OrderRuns(X).query(table_sql("t"), schema, (PARTITION,))
