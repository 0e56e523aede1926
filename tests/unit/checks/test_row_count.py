from __future__ import annotations

import pytest

from lockgate.checks.row_count import RowCountCheck
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount


def test_rows_are_all_that_is_asked() -> None:
    assert RowCountCheck(Requirement.at_least(1)).aggregates() == (RowCount(),)


@pytest.mark.parametrize(("rows", "verdict"), [(9, Verdict.FAIL), (10, Verdict.PASS), (21, Verdict.FAIL)])
def test_the_count_is_compared(rows: int, verdict: Verdict) -> None:
    outcome = RowCountCheck(Requirement.between(10, 20)).judge((Count(rows),))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, rows, rows)


def test_no_rows_are_the_count_zero() -> None:
    required = Requirement(Operator.MUST_BE, (0,))

    assert RowCountCheck(required).judge((Count(0),)).verdict is Verdict.PASS
    assert RowCountCheck(Requirement.at_least(1)).judge((Count(0),)).verdict is Verdict.FAIL


def test_a_bound_that_is_no_number_is_refused() -> None:
    with pytest.raises(ParameterError, match="`mustBeGreaterOrEqualTo` must be a number, got 'ten'"):
        RowCountCheck(Requirement.at_least("ten"))
