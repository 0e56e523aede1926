"""Checks of a table's shape go out as they came in."""

from __future__ import annotations

from lockgate.contracts.asking import ask
from lockgate.interchange.exporters.expectations.table_shape import TABLE_SHAPE


def test_each_column_that_must_be_there_is_an_expectation_which_tells_letter_case() -> None:
    found = list(TABLE_SHAPE["columns_present"](ask("columns_present", names=("a", "b"))))

    assert [said["column"] for _, said, _ in found] == ["a", "b"]
    assert {differs for _, _, differs in found} == {"letter case of names matters there"}
