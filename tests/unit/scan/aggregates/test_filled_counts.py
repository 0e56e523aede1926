"""Rows with and without a value."""

from __future__ import annotations

import math

import pyarrow as pa
import pytest
from tests.fakes.states import state_of

from lockgate.scan.aggregates.filled_counts import FilledCounts
from lockgate.scan.aggregates.listed_counts import ListedCountsState
from lockgate.scan.blocks import Block


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (["a", "", None, "b"], ListedCountsState((), (), 3, 1)),
        ([1.0, math.nan, None, math.inf], ListedCountsState((), (), 2, 2)),
        ([None, None], ListedCountsState((), (), 0, 2)),
        ([[1], None, []], ListedCountsState((), (), 2, 1)),
        ([], ListedCountsState(())),
    ],
)
def test_rows_are_counted_and_no_value_is_kept(values: list[object], state: ListedCountsState) -> None:
    assert state_of({"x": values}, FilledCounts("x")) == state


def test_each_block_and_each_slice_has_its_own_rows() -> None:
    table = pa.table({"x": ["a", None, "b", "c"], "e": ["u", "u", "v", "v"], "g": ["k", "k", "k", "l"]})

    whole = state_of(table, FilledCounts("x", Block("e")))
    found = state_of(table, FilledCounts("x"), by=("g",))

    assert (whole.n, whole.nulls) == (3, 1)
    assert sorted(rows for _, rows in whole.blocks) == [(1, 1), (2, 0)]
    assert found == {("k",): ListedCountsState((), (), 2, 1), ("l",): ListedCountsState((), (), 1, 0)}


def test_it_reads_its_column_and_that_of_its_blocks() -> None:
    assert FilledCounts("x").columns == ("x",)
    assert FilledCounts("x", Block("e")).columns == ("x", "e")
