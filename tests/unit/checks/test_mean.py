from __future__ import annotations

import math

import pytest

from lockgate.checks.mean import Mean
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates import Total, TotalState

RULE = Requirement.between(2, 3)


@pytest.mark.parametrize(("total", "verdict"), [(10, Verdict.PASS), (13, Verdict.FAIL)])
def test_the_mean_is_the_sum_over_the_number(total: float, verdict: Verdict) -> None:
    outcome = Mean(RULE, "x").judge((TotalState(4, total),))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, total / 4, 4)


@pytest.mark.parametrize("total", [math.nan, math.inf, -math.inf])
def test_a_mean_that_does_not_exist_proves_nothing(total: float) -> None:
    outcome = Mean(RULE, "x").judge((TotalState(4, total),))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")


def test_no_value_proves_nothing() -> None:
    outcome = Mean(RULE, "x").judge((TotalState(0, 0),))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


def test_the_sum_is_asked_and_no_row_is_blamed() -> None:
    assert Mean(RULE, "x").aggregates() == (Total("x"),)
    assert Mean(RULE, "x").offending() is None


def test_a_bound_that_is_no_number_is_refused() -> None:
    with pytest.raises(ParameterError, match="must be a number"):
        Mean(Requirement.at_least("2013-01-01"), "x")
