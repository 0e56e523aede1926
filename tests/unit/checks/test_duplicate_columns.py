from __future__ import annotations

import pytest

from lockgate.checks.duplicate_columns import DuplicateColumns
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.column_pairs import ColumnPair, ColumnPairs, ColumnPairsState
from lockgate.scan.check import Check


def table(*differing: int, rows: int = 100) -> ColumnPairsState:
    return ColumnPairsState(rows, tuple(ColumnPair("x", f"c{i}", n) for i, n in enumerate(differing)))


def test_columns_that_never_differ_are_named() -> None:
    outcome = DuplicateColumns().judge((table(50, 0),))

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG454")
    assert outcome.summary == "1 of 2 pairs of columns says the same: x and c1"


def test_columns_that_almost_never_differ_are_found_with_slack() -> None:
    outcome = DuplicateColumns(slack=0.02).judge((table(3, 2, 0),))

    assert outcome.summary == (
        "2 of 3 pairs of columns say the same: x and c2; x and c1 (2 % of the rows differ)"
    )


def test_five_pairs_are_named() -> None:
    assert DuplicateColumns().judge((table(*[0] * 7),)).summary.endswith("x and c4 and 2 more")


def test_different_columns_pass() -> None:
    outcome = DuplicateColumns().judge((table(1, 99),))

    assert (outcome.verdict, outcome.observed) == (Verdict.PASS, 0)


@pytest.mark.parametrize("state", [table(0, rows=0), table()])
def test_nothing_to_compare_proves_nothing(state: ColumnPairsState) -> None:
    assert DuplicateColumns().judge((state,)).reason == "LG403"


def test_named_columns_are_asked_alone() -> None:
    asked: Check = DuplicateColumns(("x", "y"))

    assert asked.aggregates() == (ColumnPairs(("x", "y")),)
    assert asked.offending() is None  # no row is to blame


def test_a_slack_of_everything_is_refused() -> None:
    with pytest.raises(ParameterError, match="`slack`"):
        DuplicateColumns(slack=1.0)
