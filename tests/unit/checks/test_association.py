from __future__ import annotations

import pytest

from lockgate.checks.association import Association
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.contingency import Contingency
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.grouped_moments import GroupedMomentsState

LOW = Requirement.at_most(0.5)


def test_the_measure_is_named_and_compared() -> None:
    outcome = Association(LOW, "g", "x", "correlation_ratio").judge(
        (GroupedMomentsState(9, 3, 100.0, 36.0), Count(9))
    )

    assert (outcome.verdict, outcome.summary) == (Verdict.FAIL, "correlation ratio 0.6")


def test_the_bins_reach_the_question() -> None:
    check = Association(LOW, "x", "y", "theils_u", bins=8)

    assert check.aggregates() == (Contingency(("x",), ("y",), 8), RowCount())


def test_a_constant_proves_nothing() -> None:
    outcome = Association(LOW, "g", "x", "correlation_ratio").judge(
        (GroupedMomentsState(9, 3, 0.0, 0.0), Count(9))
    )

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")
    assert "one value only" in outcome.summary


def test_no_row_proves_nothing() -> None:
    none = GroupedMomentsState(0, 0, 0.0, 0.0)

    assert Association(LOW, "g", "x", "correlation_ratio").judge((none, Count(9))).reason == "LG403"


def test_a_correlation_and_a_negative_number_of_bins_are_refused() -> None:
    with pytest.raises(ParameterError, match="`measure`"):
        Association(LOW, "x", "y", "pearson")  # type: ignore[arg-type]  # the mistake is the point
    with pytest.raises(ParameterError, match="`bins`"):
        Association(LOW, "x", "y", "cramers_v", bins=-1)
