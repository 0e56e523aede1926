from __future__ import annotations

from lockgate.checks.constant_columns import ConstantColumns
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.column_fill import ColumnFill, ColumnFillState, Fill


def table(*constant: bool) -> ColumnFillState:
    return ColumnFillState(9, tuple(Fill(f"c{i}", 9, is_constant=is_so) for i, is_so in enumerate(constant)))


def test_columns_with_one_value_are_named() -> None:
    outcome = ConstantColumns().judge((table(True, False, True),))

    assert (outcome.verdict, outcome.reason, outcome.observed) == (Verdict.FAIL, "LG454", 2)
    assert outcome.summary == "2 of 3 columns have one value only: c0, c2"


def test_ten_columns_are_named() -> None:
    assert ConstantColumns().judge((table(*[True] * 12),)).summary.endswith("c9 and 2 more")


def test_columns_that_change_and_ignored_ones_pass() -> None:
    outcome = ConstantColumns(ignore=("C0",)).judge((table(True, False),))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "none of 1 columns has one value only")


def test_a_column_with_one_value_in_one_row_proves_nothing() -> None:
    state = ColumnFillState(9, (Fill("x", 1, is_constant=True), Fill("y", 0, is_constant=False)))

    assert ConstantColumns().judge((state,)).reason == "LG403"


def test_named_columns_are_asked_alone() -> None:
    assert ConstantColumns(("x",)).aggregates() == (ColumnFill(("x",)),)
