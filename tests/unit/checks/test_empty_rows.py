from __future__ import annotations

from lockgate.checks.empty_rows import EmptyRows
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.comparisons import AllNull


def test_rows_without_any_value_violate() -> None:
    outcome = EmptyRows().judge((Count(10), Count(1)))

    assert (outcome.verdict, outcome.n_failed, outcome.n) == (Verdict.FAIL, 1, 10)


def test_all_rows_are_judged() -> None:
    assert EmptyRows(("x", "y")).aggregates() == (RowCount(), CountIf(AllNull(("x", "y"))))
    assert EmptyRows().offending() == AllNull()
    assert EmptyRows().required == "a value in one column or more"
