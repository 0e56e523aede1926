from __future__ import annotations

import math

import pytest

from lockgate.checks.standard_deviation import StandardDeviation
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.moments import MomentsState

CHECK = StandardDeviation(Requirement.between(1, 2), "x")


def test_the_divisor_is_one_less_than_the_number() -> None:
    outcome = CHECK.judge((MomentsState(n=3, mean=2.0, squares=8.0),))  # values 0, 2, 4

    assert (outcome.verdict, outcome.observed, outcome.n) == (Verdict.PASS, 2.0, 3)


def test_equal_values_have_none() -> None:
    outcome = CHECK.judge((MomentsState(n=3, mean=2.0, squares=0.0),))

    assert (outcome.verdict, outcome.observed) == (Verdict.FAIL, 0)


@pytest.mark.parametrize(("n", "squares"), [(1, 0.0), (3, math.nan), (3, math.inf)])
def test_a_single_value_and_values_that_are_not_finite_prove_nothing(n: int, squares: float) -> None:
    outcome = CHECK.judge((MomentsState(n, 2.0, squares),))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((MomentsState(0, 0.0, 0.0),)).reason == "LG403"
