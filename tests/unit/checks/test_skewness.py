from __future__ import annotations

import pytest

from lockgate.checks.skewness import Skewness
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState

CHECK = Skewness(Requirement.at_most(1), "x")


def test_a_long_tail_is_skewed() -> None:
    outcome = CHECK.judge((HigherMomentsState(4, 1.0, 12.0, 24.0, 84.0),))  # values 0, 0, 0, 4

    assert outcome.verdict is Verdict.FAIL
    assert outcome.observed == pytest.approx(2 / 3**0.5)
    assert CHECK.aggregates() == (HigherMoments("x"),)


def test_equal_values_have_none() -> None:
    outcome = CHECK.judge((HigherMomentsState(4, 1.0, 0.0, 0.0, 0.0),))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")
    assert "one value only" in outcome.summary


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((HigherMomentsState(0, 0.0, 0.0, 0.0, 0.0),)).reason == "LG403"
