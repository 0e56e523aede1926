"""One column of a reference."""

from __future__ import annotations

import pytest
from tests.fakes.references import reference_of

from lockgate.domain.errors import StateError
from lockgate.drift.reference_column import ReferenceColumn
from lockgate.scan.schema import LogicalType

REFERENCE = reference_of({"x": [0.25, 0.5, None], "s": ["a", "b", "b"], "i": [1, 2, 3]}, frozenset({"i"}))


def test_a_column_counts_its_rows_and_those_without_a_value() -> None:
    assert (REFERENCE.require("x").n, REFERENCE.require("x").missing) == (2, 1)
    assert (REFERENCE.require("s").n, REFERENCE.require("s").missing) == (3, 0)


def test_a_column_of_which_nothing_is_frozen_is_refused() -> None:
    with pytest.raises(StateError, match="nothing of it is frozen"):
        _ = ReferenceColumn(name="x", logical=LogicalType.NUMBER).frozen
