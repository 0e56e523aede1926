from __future__ import annotations

import pytest

from lockgate.checks.kurtosis import Kurtosis
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.higher_moments import HigherMoments, HigherMomentsState

CHECK = Kurtosis(Requirement.at_most(0), "x")


def test_three_is_taken_off() -> None:
    outcome = CHECK.judge((HigherMomentsState(4, 1.0, 12.0, 24.0, 84.0),))  # values 0, 0, 0, 4

    assert outcome.verdict is Verdict.PASS
    assert outcome.observed == pytest.approx(4 * 84 / 144 - 3)
    assert (CHECK.columns, CHECK.aggregates()) == (("x",), (HigherMoments("x"),))


def test_equal_values_have_none() -> None:
    assert CHECK.judge((HigherMomentsState(4, 1.0, 0.0, 0.0, 0.0),)).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((HigherMomentsState(0, 0.0, 0.0, 0.0, 0.0),)).reason == "LG403"
