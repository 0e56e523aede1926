from __future__ import annotations

import math

import pytest

from lockgate.checks.coefficient_of_variation import CoefficientOfVariation
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.moments import Moments, MomentsState

CHECK = CoefficientOfVariation(Requirement.at_most(0.5), "x")


@pytest.mark.parametrize("mean", [2.0, -2.0])
def test_the_spread_is_divided_by_the_size_of_the_mean(mean: float) -> None:
    outcome = CHECK.judge((MomentsState(n=3, mean=mean, squares=8.0),))

    assert (outcome.verdict, outcome.observed) == (Verdict.FAIL, 1.0)


@pytest.mark.parametrize(("n", "mean", "squares"), [(1, 2.0, 0.0), (3, 0.0, 8.0), (3, math.nan, math.nan)])
def test_where_it_does_not_exist_nothing_is_proved(n: int, mean: float, squares: float) -> None:
    assert CHECK.judge((MomentsState(n, mean, squares),)).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((MomentsState(0, 0.0, 0.0),)).reason == "LG403"


def test_it_asks_for_the_moments_of_its_column() -> None:
    assert (CHECK.columns, CHECK.aggregates()) == (("x",), (Moments("x"),))
