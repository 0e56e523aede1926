"""Checks on one number."""

from __future__ import annotations

import math
from datetime import date

import pytest

from lockgate.checks.median import Median
from lockgate.checks.min import Min
from lockgate.checks.null_fraction import NullFraction
from lockgate.domain.codes import Reason
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Bound, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.statistic_check import judge_value


@pytest.mark.parametrize(
    ("value", "verdict", "reason"),
    [
        (5.0, Verdict.PASS, Reason.HOLDS),
        (50, Verdict.FAIL, Reason.VALUE_OUT_OF_BOUNDS),
        (None, Verdict.INCONCLUSIVE, Reason.NO_ROWS),
        (math.nan, Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED),
        (math.inf, Verdict.INCONCLUSIVE, Reason.STATISTIC_UNDEFINED),
    ],
)
def test_a_number_that_does_not_exist_never_passes(value: Bound | None, verdict: Verdict, reason: str) -> None:
    outcome = judge_value(value, Requirement.between(0, 9), says="mean", n=3)

    assert (outcome.verdict, outcome.reason) == (verdict, reason)


def test_a_value_of_the_column_is_shown_apart_so_that_it_can_be_withheld() -> None:
    value = judge_value(70_123, Requirement.at_most(9), says="largest value", n=3, is_value=True)
    number = judge_value(70_123, Requirement.at_most(9), says="mean", n=3)

    assert (value.summary, value.seen) == ("the largest value is not as required", "largest value 70,123")
    assert (number.summary, number.seen) == ("mean 70,123", "")


@pytest.mark.parametrize("bound", ["5", date(2013, 1, 1)])
def test_a_bound_that_is_no_number_is_refused(bound: Bound) -> None:
    with pytest.raises(ParameterError, match="a number"):
        Median(Requirement.at_least(bound), "x")
    assert Min(Requirement.at_least(bound), "x").offending() is None


@pytest.mark.parametrize("bound", [5, -0.1, 1.0001])
def test_a_percentage_is_not_taken_for_a_fraction(bound: float) -> None:
    with pytest.raises(ParameterError, match=r"a fraction in \[0, 1\]"):
        NullFraction(Requirement.at_most(bound), "x")
