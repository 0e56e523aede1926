from __future__ import annotations

from lockgate.checks.most_common_fraction import MostCommonFraction
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.frequencies import Frequencies, FrequenciesState

CHECK = MostCommonFraction(Requirement.at_most(0.95), "x")


def test_the_most_common_value_is_divided_by_the_values() -> None:
    outcome = CHECK.judge((FrequenciesState(100, 2, 0, 98, 2, 0.1), Count(120)))

    assert (outcome.verdict, outcome.observed, outcome.n) == (Verdict.FAIL, 0.98, 100)


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((FrequenciesState(0, 0, 0, 0, 0, 0.0), Count(9))).reason == "LG403"


def test_values_are_counted_by_their_column() -> None:
    assert CHECK.columns == ("x",)
    assert CHECK.aggregates() == (Frequencies(("x",)), RowCount())
