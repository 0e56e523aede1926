from __future__ import annotations

import pytest

from lockgate.checks.uniqueness import RepeatedKeys, Uniqueness
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates import Count, KeyCounts, KeyCountsState, RowCount
from lockgate.scan.tolerance import Tolerance


def test_keys_are_counted_in_one_pass() -> None:
    check = Uniqueness(("a", "b"))

    assert check.aggregates() == (KeyCounts(("a", "b")), RowCount())
    assert check.offending() == RepeatedKeys(("a", "b"))


def test_keys_that_differ_pass() -> None:
    outcome = Uniqueness(("a",)).judge((KeyCountsState(5, 5, 0), Count(5)))

    assert (outcome.verdict, outcome.summary) == (Verdict.PASS, "all 5 rows satisfy it")


def test_rows_beyond_the_first_of_each_key_offend() -> None:
    outcome = Uniqueness(("a",)).judge((KeyCountsState(5, 3, 1), Count(5)))

    assert (outcome.verdict, outcome.n_failed, outcome.n) == (Verdict.FAIL, 2, 5)
    assert outcome.summary == "2 of 5 rows (40 %) repeat a key; 1 key occurs more than once"


def test_surplus_rows_may_be_tolerated() -> None:
    states = (KeyCountsState(5, 3, 1), Count(5))

    assert Uniqueness(("a",), tolerance=Tolerance(rows=2)).judge(states).verdict is Verdict.PASS
    assert Uniqueness(("a",), tolerance=Tolerance(rows=1)).judge(states).verdict is Verdict.FAIL


def test_rows_with_a_null_in_the_key_are_mentioned() -> None:
    outcome = Uniqueness(("a",)).judge((KeyCountsState(3, 3, 0), Count(5)))

    assert outcome.summary == "all 3 rows satisfy it; 2 rows have a null in the key"


def test_no_whole_key_proves_nothing() -> None:
    outcome = Uniqueness(("a",)).judge((KeyCountsState(0, 0, 0), Count(5)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


@pytest.mark.parametrize("columns", [(), ("a", "a")])
def test_a_key_without_columns_or_with_one_twice_is_refused(columns: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="one or more columns, each once"):
        Uniqueness(columns)
