from __future__ import annotations

import pytest
from tests.fakes.tables import run_on

from lockgate.checks.uniqueness import RepeatedKeys, Uniqueness
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState
from lockgate.scan.aggregates.shared_keys import SharedKeys, SharedKeysState
from lockgate.scan.suite import Suite, SuiteItem
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


def test_every_row_of_a_repeated_key_counts_where_all_do() -> None:
    states = (KeyCountsState(rows=10, distinct=8, repeated=1), Count(10))  # one key three times

    assert Uniqueness(("id",)).judge(states).n_failed == 2
    assert Uniqueness(("id",), counting="all").judge(states).n_failed == 3


def test_a_null_may_be_a_value_of_the_key() -> None:
    check = Uniqueness(("a", "b"), skip_nulls="all")
    table = {"a": [1, None, None, None], "b": [1, 2, 2, None]}

    outcome = check.judge((SharedKeysState(rows=3, distinct=2, repeated=1), Count(4)))
    finding = run_on(Suite(table="t", items=(SuiteItem(check=check),)), t=table).findings[0][0]

    assert check.aggregates() == (SharedKeys(("a", "b"), "all"), RowCount())
    assert outcome.summary.endswith("1 row has only nulls in the key")
    assert (finding.n, finding.n_failed) == (3, 1)
    assert finding.sample is not None
    assert len(finding.sample.rows) == 2


@pytest.mark.parametrize("wrong", [{"skip_nulls": "some"}, {"counting": "none"}])
def test_words_that_are_not_known_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ParameterError):
        Uniqueness(("id",), **wrong)  # type: ignore[arg-type]  # a mistake on purpose
