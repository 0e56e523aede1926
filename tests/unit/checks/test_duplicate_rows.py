from __future__ import annotations

from lockgate.checks.duplicate_rows import DuplicateRows, RepeatedRows
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState


def test_rows_beyond_the_first_violate() -> None:
    outcome = DuplicateRows().judge((FrequenciesState(10, 8, 6, 2, 1, 2.0), Count(10)))

    assert (outcome.verdict, outcome.n_failed) == (Verdict.FAIL, 2)
    assert outcome.summary == "2 of 10 rows (20 %) repeat another; 2 rows occur more than once"


def test_a_row_that_occurs_often_is_told() -> None:
    outcome = DuplicateRows().judge((FrequenciesState(10, 5, 4, 6, 1, 1.0), Count(10)))

    assert outcome.summary.endswith("1 row occurs more than once, one of them 6 times")


def test_different_rows_pass() -> None:
    assert DuplicateRows().judge((FrequenciesState(9, 9, 9, 1, 1, 2.0), Count(9))).verdict is Verdict.PASS


def test_no_rows_prove_nothing() -> None:
    assert DuplicateRows().judge((FrequenciesState(0, 0, 0, 0, 0, 0.0), Count(0))).reason == "LG403"


def test_nulls_are_values_of_a_row() -> None:
    assert DuplicateRows(("x",)).aggregates() == (Frequencies(("x",), counts_nulls=True), RowCount())
    assert DuplicateRows(("x",)).offending() == RepeatedRows(("x",))
