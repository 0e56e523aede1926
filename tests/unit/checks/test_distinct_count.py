from __future__ import annotations

import pytest

from lockgate.checks.distinct_count import DistinctCount
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.key_counts import KeyCounts, KeyCountsState

ASKED = DistinctCount(Requirement.between(0, 1), ("a", "b"))


def test_keys_are_counted_in_one_pass() -> None:
    assert ASKED.aggregates() == (KeyCounts(("a", "b")), RowCount())
    assert ASKED.columns == ("a", "b")


def test_the_number_rests_on_rows_with_a_whole_key() -> None:
    outcome = ASKED.judge((KeyCountsState(rows=5, distinct=3, repeated=1), Count(9)))

    assert (outcome.observed, outcome.n) == (3, 5)


def test_no_whole_key_proves_nothing() -> None:
    outcome = ASKED.judge((KeyCountsState(0, 0, 0), Count(9)))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


def test_columns_must_be_given() -> None:
    with pytest.raises(TypeError, match="columns"):
        DistinctCount(Requirement.at_least(0))  # type: ignore[call-arg]  # the mistake is the point


@pytest.mark.parametrize("columns", [(), ("a", "a")])
def test_a_key_without_columns_or_with_one_twice_is_refused(columns: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="one or more columns, each once"):
        DistinctCount(Requirement.at_least(0), columns)


def test_a_bound_out_of_its_domain_is_refused() -> None:
    with pytest.raises(ParameterError, match="mustBeGreaterOrEqualTo"):
        DistinctCount(Requirement.at_least("a"), ("a",))
