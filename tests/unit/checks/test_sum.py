from __future__ import annotations

import math

import pytest

from lockgate.checks.sum import Sum
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.moments import Total, TotalState

CHECK = Sum(Requirement.at_least(100), "x")


@pytest.mark.parametrize(("total", "verdict"), [(100, Verdict.PASS), (99.5, Verdict.FAIL)])
def test_the_sum_is_compared(total: float, verdict: Verdict) -> None:
    outcome = CHECK.judge((TotalState(4, total),))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, total, 4)


def test_no_value_has_no_sum() -> None:
    assert CHECK.judge((TotalState(0, 0),)).reason == "LG403"


def test_a_sum_that_is_not_finite_proves_nothing() -> None:
    assert CHECK.judge((TotalState(4, math.inf),)).reason == "LG406"


def test_the_total_is_asked() -> None:
    assert CHECK.aggregates() == (Total("x"),)
