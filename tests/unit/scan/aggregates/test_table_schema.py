"""The columns of a table, as a state."""

from __future__ import annotations

import pytest
from tests.fakes.states import state_of

from lockgate.domain.errors import StateError
from lockgate.scan.aggregates.table_schema import SchemaState, TableSchema

TABLE = {"Id": [1], "x": [1.0]}


def test_the_columns_are_told_in_order() -> None:
    assert state_of(TABLE, TableSchema()).names == ("Id", "x")


def test_missing_and_unexpected_columns_are_found_without_regard_to_case() -> None:
    state = state_of(TABLE, TableSchema())

    assert state.missing(["id", "Y", "z"]) == ("Y", "z")
    assert state.unexpected(["ID"]) == ("x",)
    assert state.unexpected(["id", "X", "y"]) == ()


def test_parts_must_have_the_same_columns() -> None:
    state = state_of(TABLE, TableSchema())

    assert state.merge(state) == state
    with pytest.raises(StateError, match="different columns"):
        state.merge(SchemaState(()))
