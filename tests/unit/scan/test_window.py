"""Windows: what cannot be merged exactly is an error, never a guess. Conformance judges every check in windows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.fakes.tables import NOW

from lockgate.domain.errors import DataError, LockgateError, StateError
from lockgate.scan.aggregate import Request, State
from lockgate.scan.aggregates.column_fill import ColumnFill
from lockgate.scan.aggregates.count import Count, CountIf, RowCount  # fmt: skip
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState  # fmt: skip
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState, Keys, KeysState  # fmt: skip
from lockgate.scan.aggregates.keyed_counts import ValueCounts, ValueCountsState  # fmt: skip
from lockgate.scan.aggregates.neighbours import Neighbours  # fmt: skip
from lockgate.scan.aggregates.now import Now, NowState  # fmt: skip
from lockgate.scan.aggregates.order_breaks import OrderBreaks, OrderBreaksState  # fmt: skip
from lockgate.scan.aggregates.order_runs import OrderRuns, OrderRunsState  # fmt: skip
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema  # fmt: skip
from lockgate.scan.execute import Answer
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.predicates import IsNull
from lockgate.scan.schema import Column, LogicalType
from lockgate.scan.window import Window, merge_states

WHOLE, FLOAT = Column("x", LogicalType.INTEGER, "BIGINT"), Column("x", LogicalType.NUMBER, "DOUBLE")
NULLS = Request("t", CountIf(IsNull("x")))


def window(*answers: dict[Request, Answer], columns: tuple[Column, ...] = (WHOLE,) * 9) -> Window:
    parts = [
        PartitionStates(
            table="t", partition=f"p{number}", identity="i", columns=(columns[number],),
            answers={request.key: answer for request, answer in part.items()},
        )
        for number, part in enumerate(answers)
    ]  # fmt: skip
    return Window("t", parts, NOW, {})


def test_counts_are_added_and_the_time_is_that_of_the_run() -> None:
    rows = Request("t", RowCount())
    merged = window({rows: Count(1)}, {rows: Count(2)})

    assert merged.answers([rows, Request("t", Now()), Request("other", RowCount())]) == {
        rows: Count(3),
        Request("t", Now()): NowState(NOW),
    }
    assert merged.rows == 3
    assert merged.columns == (WHOLE,)


def test_a_summary_of_keys_is_told_from_the_keys() -> None:
    keys = Request("t", Keys(("x",)))
    merged = window({keys: KeysState.of({"aa" * 16: 1})}, {keys: KeysState.of({"aa" * 16: 1, "bb" * 16: 1})})

    assert merged.answer(Request("t", KeyCounts(("x",)))) == KeyCountsState(rows=3, distinct=2, repeated=1)


def test_what_a_partition_was_not_asked_is_an_error_that_names_it() -> None:
    answer = window({NULLS: Count(0)}, {}).answer(NULLS)

    assert isinstance(answer, StateError)
    assert "partition `p1`" in answer.where
    assert window({}).rows is None


def test_an_error_of_one_partition_is_that_of_the_window() -> None:
    answer = window({NULLS: Count(0)}, {NULLS: DataError.engine("t", "no")}).answer(NULLS)

    assert isinstance(answer, DataError)
    assert answer.text == "partition `p1`: the engine could not answer: no"


def test_counts_on_columns_of_different_types_are_not_added() -> None:
    answer = window({NULLS: Count(0)}, {NULLS: Count(0)}, columns=(WHOLE, FLOAT)).answer(NULLS)

    assert isinstance(answer, StateError)
    assert "BIGINT in `p0` and DOUBLE in `p1`" in answer.text


def test_partitions_of_different_columns_have_no_columns_together() -> None:
    same, other = window({}, {}), window({}, {}, columns=(WHOLE, FLOAT))

    assert same.answer(Request("t", TableSchema())) == SchemaState((WHOLE,))
    assert isinstance(other.answer(Request("t", TableSchema())), StateError)


def test_a_sliced_part_and_one_that_is_not_do_not_fit() -> None:
    answer = window({NULLS: Count(0)}, {NULLS: {("a",): Count(0)}}).answer(NULLS)

    assert isinstance(answer, StateError)


def test_slices_are_merged_slice_by_slice() -> None:
    merged = window({NULLS: {("a",): Count(1)}}, {NULLS: {("a",): Count(2), ("b",): Count(4)}}).answer(NULLS)

    assert merged == {("a",): Count(3), ("b",): Count(4)}


def test_steps_between_partitions_are_an_error() -> None:
    breaks = Request("t", Neighbours("x", "=", "x", ("y",)))  # what follows from more than the compared column

    answer = window({breaks: OrderBreaksState(2, 0)}, {breaks: OrderBreaksState(2, 0)}).answer(breaks)

    assert isinstance(answer, LockgateError)
    assert answer.code == "LG211"


def test_values_that_stayed_behind_stay_behind_in_the_window() -> None:
    ends = Request("t", Extremes("x"))

    merged = window({ends: ExtremesState(1, 2)}, {ends: ExtremesState(None, None, is_withheld=True)}).answer(
        ends
    )

    assert isinstance(merged, ExtremesState)
    assert merged.is_withheld


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (
            [ValueCountsState.of({"a": 1}), ValueCountsState.of({"a": 1, "b": 5})],
            ValueCountsState.of({"a": 2, "b": 5}),
        ),
        (
            [ValueCountsState.of({"a": 1}), ValueCountsState((), is_complete=False)],
            ValueCountsState((), is_complete=False),
        ),
        ([Count(1)], Count(1)),
    ],
)
def test_states_are_merged_in_one_go(parts: list[State], whole: State) -> None:
    assert merge_states(parts) == whole


def test_nan_is_one_value_in_all_parts() -> None:
    parts = [ValueCountsState.of({float("nan"): 1}), ValueCountsState.of({float("nan"): 2})]

    merged = merge_states(parts)

    assert isinstance(merged, ValueCountsState)
    assert [n for _, n in merged.counts] == [3]


def test_each_partition_answers_for_itself() -> None:
    keys = Request("t", Keys(("x",)))
    parts = window({keys: KeysState.of({"aa" * 16: 2})}, {}, {keys: DataError.engine("t", "no")})

    alone, missing, broken = parts.each(Request("t", KeyCounts(("x",))))

    assert alone == KeyCountsState(rows=2, distinct=1, repeated=1)
    assert isinstance(missing, StateError)
    assert isinstance(broken, DataError)
    assert window({NULLS: Count(1)}).each(NULLS) == [Count(1)]
    assert Request("t", ValueCounts("x")).key != keys.key


def test_a_question_about_all_columns_asks_that_all_have_one_type() -> None:
    fill = Request("t", ColumnFill())

    answer = window({fill: Count(0)}, {fill: Count(0)}, columns=(WHOLE, FLOAT)).answer(fill)

    assert isinstance(answer, StateError)
    assert "the type of `x` differs" in answer.text


def test_files_that_stand_in_another_order_than_by_path_have_no_steps_between_them() -> None:
    asked = Request("t", OrderBreaks("x"))
    kept = Request("t", OrderRuns(OrderBreaks("x")))
    merged = window({kept: OrderRunsState(0, 0)}, {kept: OrderRunsState(0, 0)})

    answer = replace(merged, partitions=merged.partitions[::-1]).answer(asked)

    assert merged.answer(asked) == OrderBreaksState(0, 0)
    assert isinstance(answer, StateError)
    assert "another order by date than by path" in answer.text
