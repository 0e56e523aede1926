from __future__ import annotations

import math

import pytest

from lockgate.checks.variance import Variance
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.moments import Moments, MomentsState

CHECK = Variance(Requirement.between(3, 5), "x")


def test_the_divisor_is_one_less_than_the_number() -> None:
    outcome = CHECK.judge((MomentsState(n=3, mean=2.0, squares=8.0),))  # values 0, 2, 4

    assert (outcome.verdict, outcome.observed, outcome.n) == (Verdict.PASS, 4.0, 3)


@pytest.mark.parametrize(("n", "squares"), [(1, 0.0), (3, math.nan)])
def test_a_single_value_and_values_that_are_not_finite_prove_nothing(n: int, squares: float) -> None:
    assert CHECK.judge((MomentsState(n, 2.0, squares),)).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((MomentsState(0, 0.0, 0.0),)).reason == "LG403"


def test_it_asks_for_the_moments_of_its_column() -> None:
    assert (CHECK.columns, CHECK.aggregates()) == (("x",), (Moments("x"),))
