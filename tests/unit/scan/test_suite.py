"""Checks of one table."""

from __future__ import annotations

import pytest
from tests.fakes.tables import run_on

from lockgate.checks.range import Range
from lockgate.checks.row_count_match import RowCountMatch
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import RowCount
from lockgate.scan.expression import Expression
from lockgate.scan.suite import Suite, SuiteItem, hides


def test_a_suite_that_proves_nothing_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one check"):
        Suite(table="t", items=())


def test_a_check_asks_of_the_filtered_and_sliced_rows() -> None:
    where = Expression("x > 1")

    requests = SuiteItem(check=Range("x", min=0), where=where, group_by=("g",)).requests("t")

    assert {(request.table, request.where, request.by) for request in requests} == {("t", where, ("g",))}


def test_what_is_asked_of_another_table_is_asked_of_all_its_rows() -> None:
    item = SuiteItem(check=RowCountMatch(Requirement.between(0, 0), "other"), where=Expression("x > 1"))

    assert Request("other", RowCount()) in item.requests("t")
    (finding,) = run_on(Suite(table="t", items=(item,)), t={"x": [1, 2, 3]}, other={"y": [1, 2]}).findings[0]
    assert finding.verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("masked", "names", "hidden"),
    [
        ({"email"}, ["id", "EMAIL"], True),
        ({"Straße"}, ["strasse"], True),
        ({"email"}, ["id"], False),
        (set(), ["id"], False),
    ],
)
def test_a_masked_column_is_hidden_however_it_is_spelled(
    masked: set[str],
    names: list[str],
    hidden: bool,  # noqa: FBT001 - the expected answer
) -> None:
    assert hides(frozenset(masked), names) is hidden


def test_what_is_said_of_nothing_is_one_of_three_words() -> None:
    with pytest.raises(ParameterError, match="when_empty"):
        SuiteItem(check=Range("x", min=0), when_empty="maybe")  # type: ignore[arg-type]  # a mistake on purpose
