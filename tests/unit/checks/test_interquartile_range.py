from __future__ import annotations

from lockgate.checks.interquartile_range import InterquartileRange
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, RowCount
from lockgate.scan.aggregates.order_statistics import OrderStatistics, OrderStatisticsState

CHECK = InterquartileRange(Requirement.at_most(2), "x")


def test_the_lower_quartile_is_taken_off_the_upper() -> None:
    outcome = CHECK.judge((OrderStatisticsState(4, 0, (1.0, 3.0)), Count(9)))  # values 1, 2, 3, 4

    assert (outcome.verdict, outcome.observed, outcome.n) == (Verdict.PASS, 2.0, 4)
    assert CHECK.aggregates() == (OrderStatistics("x", (0.25, 0.75)), RowCount())


def test_values_that_are_not_finite_prove_nothing() -> None:
    assert CHECK.judge((OrderStatisticsState(4, 1, (1.0, 3.0)), Count(9))).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((OrderStatisticsState(0, 0, ()), Count(9))).reason == "LG403"


def test_it_is_about_one_column() -> None:
    assert CHECK.columns == ("x",)
