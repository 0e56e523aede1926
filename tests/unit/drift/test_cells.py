"""Rows of two tables in the same cells."""

from __future__ import annotations

import pytest
from tests.fakes.references import reference_of

from lockgate.domain.errors import StateError
from lockgate.drift.cells import OTHER, missing_cells, value_cells
from lockgate.scan.aggregates.binned_counts import BinnedCountsState
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.listed_counts import ListedCountsState

REFERENCE = reference_of({"x": [1, 2, 2, None], "s": ["a", "b", "b", None]})
X, S = REFERENCE.columns


def test_ordered_cells_are_those_of_the_edges_and_both_ends() -> None:
    cells = value_cells(X, BinnedCountsState((0.5, 1.5, 2.5), (3, 4), below=1, above=2, nulls=7))

    assert (cells.reference, cells.current) == ((0, 1, 2, 0), (1, 3, 4, 2))
    assert cells.is_ordered
    assert cells.is_whole


def test_named_cells_are_those_of_the_list_and_all_others() -> None:
    cells = value_cells(S, ListedCountsState((("a", 1), ("b", 0)), (("c", 5),), 2, 9))

    assert cells.names == ("a", "b", OTHER)
    assert (cells.reference, cells.current) == ((1, 2, 0), (1, 0, 7))
    assert not cells.is_ordered


def test_missing_rows_are_a_cell_of_their_own() -> None:
    ordered = missing_cells(X, BinnedCountsState((0.5, 1.5, 2.5), (3, 4), nulls=1, nans=1))
    named = missing_cells(S, ListedCountsState((("a", 1), ("b", 0)), nulls=4))

    assert (ordered.reference, ordered.current) == ((3, 1), (7, 2))
    assert (named.reference, named.current) == ((3, 1), (1, 4))


@pytest.mark.parametrize(
    "state",
    [
        BinnedCountsState((0.0, 1.0), (1,)),
        ListedCountsState((("a", 1),)),
        Count(3),
    ],
)
def test_states_on_other_edges_are_refused(state: BinnedCountsState | ListedCountsState | Count) -> None:
    for column in (X, S):
        with pytest.raises(StateError, match="other edges"):
            value_cells(column, state)


def test_a_state_that_counts_no_missing_rows_is_refused() -> None:
    with pytest.raises(StateError, match="its state is count"):
        missing_cells(X, Count(3))
