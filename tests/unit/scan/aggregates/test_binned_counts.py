"""Rows between frozen edges."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.states import state_of

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.scan.aggregates.binned_counts import BinnedCounts, BinnedCountsState, Grid, Part
from lockgate.scan.blocks import Block, BlockUnit

NAN, INF = math.nan, math.inf
VALUES = [-INF, -3.0, 0.0, 0.24, 0.25, 0.5, 0.999, 1.0, 7.0, INF, NAN, None]


@pytest.mark.parametrize("grid", [None, Grid(0.0, 0.25, 4), Grid(-5.0, 0.125, 100)])
def test_every_row_has_one_place(grid: Grid | None) -> None:
    state = state_of({"x": VALUES}, BinnedCounts("x", (0.0, 0.25, 0.5, 1.0), grid))

    assert state == BinnedCountsState((0.0, 0.25, 0.5, 1.0), (2, 1, 2), 1, 2, 1, 1, 1, 1)
    assert state.cells == (2, 2, 1, 2, 3)
    assert (state.n, state.missing) == (10, 2)


@pytest.mark.parametrize("grid", [None, Grid(0.0, 0.25, 4), Grid(-5.0, 0.125, 100)])
@pytest.mark.parametrize("block", [None, Block("g")])
def test_sums_are_measured_from_the_middle_of_the_edges(grid: Grid | None, block: Block | None) -> None:
    asked = BinnedCounts("x", (0.0, 0.25, 0.5, 1.0), grid, block=block, is_summed=True)

    state = state_of({"x": VALUES, "g": ["a", "b"] * 6}, asked)

    assert state.center == 0.5
    assert state.gaps == (-3.5, -0.76, -0.25, 0.499, 7.0)  # infinities are in no sum
    assert state.squares == (12.25, 0.3176, 0.0625, 0.249001, 42.5)
    both = state.merge(state)
    assert (both.gaps[0], both.squares[0]) == (-7.0, 24.5)
    assert state.merge(state_of({"x": VALUES}, BinnedCounts("x", state.edges))).gaps == ()


def test_a_table_without_rows_has_none_in_any_place() -> None:
    table = pa.table({"x": pa.array([], pa.float64())})

    assert state_of(table, BinnedCounts("x", (0.0, 1.0), Grid(0.0, 1.0, 1))) == BinnedCountsState(
        (0.0, 1.0), (0,)
    )


@settings(max_examples=20)
@given(st.lists(st.floats(-2, 3), max_size=50), st.sampled_from([1, 2, 7, 100]))
def test_a_grid_agrees_with_numpy_and_with_edges_anywhere(values: list[float], grid: int) -> None:
    edges = tuple(float(edge) for edge in np.linspace(0.0, 1.0, grid + 1))
    table = pa.table({"x": pa.array(values, pa.float64())})

    anywhere = state_of(table, BinnedCounts("x", edges))
    even = state_of(table, BinnedCounts("x", edges, Grid(0.0, 1 / grid, grid)))

    assert anywhere.cells[1:-1] == tuple(
        np.histogram([value for value in values if value < 1.0], bins=np.array(edges))[0].tolist()
        if values
        else (0,) * grid
    )
    assert even.n == anywhere.n
    # a value within rounding of an edge may fall on either side of it
    assert np.abs(np.cumsum(even.cells) - np.cumsum(anywhere.cells)).max() <= sum(
        any(math.isclose(value, edge, rel_tol=1e-12) for edge in edges) for value in values
    )


def test_integers_and_decimals_are_counted_as_numbers() -> None:
    table = pa.table({"x": pa.array([1, 2, 2, 3, 9], pa.int32())})

    assert state_of(table, BinnedCounts("x", (0.5, 1.5, 2.5, 3.5), Grid(0.5, 1.0, 3))).cells == (0, 1, 2, 1, 1)


def test_the_hour_and_the_weekday_of_an_instant_are_counted() -> None:
    instants = [datetime(2013, 7, 1, 0, 30, tzinfo=UTC), datetime(2013, 7, 7, 23, tzinfo=UTC), None]
    table = pa.table({"t": pa.array(instants, pa.timestamp("us", "UTC"))})
    hours = tuple(hour - 0.5 for hour in range(25))

    by_hour = state_of(table, BinnedCounts("t", hours, Grid(-0.5, 1.0, 24), Part.HOUR))
    by_day = state_of(table, BinnedCounts("t", (0.5, 1.5, 6.5, 7.5), Grid(0.5, 1.0, 7), Part.WEEKDAY))

    assert (by_hour.counts[0], by_hour.counts[23], by_hour.n, by_hour.nulls) == (1, 1, 2, 1)
    assert by_day.counts == (1, 0, 1)


def test_each_block_of_time_has_its_own_rows_and_together_they_are_the_whole() -> None:
    days = [datetime(2013, 7, day, hour, tzinfo=UTC) for day, hour in ((1, 0), (1, 23), (2, 5))]
    table = pa.table({"t": pa.array([*days, None], pa.timestamp("us", "UTC")), "x": [0.5, 1.5, 0.5, NAN]})
    block = Block("t", BlockUnit.DAY)

    state = state_of(table, BinnedCounts("x", (0.0, 1.0, 2.0), Grid(0.0, 1.0, 2), block=block))

    assert (state.counts, state.nans) == ((2, 1), 1)
    assert [rows for _, rows in state.blocks] == [(0, 0, 0, 0, 1), (0, 1, 1, 0, 0), (0, 1, 0, 0, 0)]


def test_rows_of_an_entity_fall_into_one_block() -> None:
    table = {"x": [0.5] * 300, "e": [f"plane {i % 3}" for i in range(300)]}

    state = state_of(table, BinnedCounts("x", (0.0, 1.0), Grid(0.0, 1.0, 1), block=Block("e")))

    assert sum(sum(rows) for _, rows in state.blocks) == 300
    assert 1 <= len(state.blocks) <= 3


def test_states_on_other_edges_are_not_merged() -> None:
    with pytest.raises(StateError, match="edges differ"):
        BinnedCountsState((0.0, 1.0), (1,)).merge(BinnedCountsState((0.0, 2.0), (1,)))


def test_slices_have_states_of_their_own() -> None:
    table = {"x": [0.5, 0.5, 9.0], "g": ["a", "b", "b"]}

    found = state_of(table, BinnedCounts("x", (0.0, 1.0), Grid(0.0, 1.0, 1)), by=("g",))

    assert {key: state.cells for key, state in found.items()} == {("a",): (0, 1, 0), ("b",): (0, 1, 1)}


@pytest.mark.parametrize("edges", [(), (1.0,), (1.0, 0.0), (0.0, 0.0), (0.0, INF)])
def test_edges_that_make_no_bins_are_refused(edges: tuple[float, ...]) -> None:
    with pytest.raises(ParameterError, match="edges"):
        BinnedCounts("x", edges)


@pytest.mark.parametrize(
    "asked",
    [
        BinnedCounts("s", (0.0, 1.0)),
        BinnedCounts("s", (0.0, 1.0), part=Part.HOUR),
        BinnedCounts("x", (0.0, 1.0), block=Block("s", BlockUnit.DAY)),
    ],
)
def test_a_column_of_another_type_is_an_error(asked: BinnedCounts) -> None:
    assert isinstance(state_of({"s": ["a"], "x": [1.0]}, asked), DataError)


def test_a_merge_adds_blocks_and_keeps_those_that_only_one_side_has() -> None:
    left = BinnedCountsState((0.0, 1.0), (3,), blocks=((1, (0, 3, 0, 0)),))
    right = BinnedCountsState((0.0, 1.0), (5,), blocks=((1, (0, 4, 0, 0)), (2, (0, 1, 0, 0))))

    assert left.merge(right).blocks == ((1, (0, 7, 0, 0)), (2, (0, 1, 0, 0)))


def test_the_column_of_the_blocks_is_read_too() -> None:
    assert BinnedCounts("x", (0.0, 1.0)).columns == ("x",)
    assert BinnedCounts("x", (0.0, 1.0), block=Block("e")).columns == ("x", "e")
