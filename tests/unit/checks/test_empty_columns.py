from __future__ import annotations

from lockgate.checks.empty_columns import EmptyColumns
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.column_fill import ColumnFill, ColumnFillState, Fill


def table(*filled: int, rows: int = 9) -> ColumnFillState:
    return ColumnFillState(rows, tuple(Fill(f"c{i}", n, is_constant=False) for i, n in enumerate(filled)))


def test_empty_columns_are_named() -> None:
    outcome = EmptyColumns().judge((table(0, 9, 0),))

    assert (outcome.verdict, outcome.reason, outcome.observed) == (Verdict.FAIL, "LG454", 2)
    assert outcome.summary == "2 of 3 columns are empty: c0, c2"


def test_ten_columns_are_named() -> None:
    assert EmptyColumns().judge((table(*[0] * 12),)).summary.endswith("c9 and 2 more")


def test_filled_columns_and_ignored_ones_pass() -> None:
    outcome = EmptyColumns(ignore=("C0",)).judge((table(0, 1),))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "none of 1 columns is empty")


def test_no_rows_prove_nothing() -> None:
    assert EmptyColumns().judge((table(0, rows=0),)).reason == "LG403"


def test_named_columns_are_asked_alone() -> None:
    assert EmptyColumns(("x",)).aggregates() == (ColumnFill(("x",)),)
