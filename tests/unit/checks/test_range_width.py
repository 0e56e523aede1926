from __future__ import annotations

import math

import pytest

from lockgate.checks.range_width import RangeWidth
from lockgate.domain.errors import DataError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count, CountIf
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.predicates import NotNull
from lockgate.scan.schema import LogicalType

CHECK = RangeWidth(Requirement.at_least(5), "x")


def test_the_width_is_greatest_minus_smallest() -> None:
    outcome = CHECK.judge((ExtremesState(-1, 3.5), Count(9)))

    assert (outcome.verdict, outcome.observed, outcome.n) == (Verdict.FAIL, 4.5, 9)


@pytest.mark.parametrize("ends", [(1.0, math.nan), (-math.inf, 1.0), (1.0, math.inf)])
def test_values_that_are_not_finite_prove_nothing(ends: tuple[float, float]) -> None:
    assert CHECK.judge((ExtremesState(*ends), Count(9))).reason == "LG406"


def test_no_value_proves_nothing() -> None:
    assert CHECK.judge((ExtremesState(None, None), Count(0))).reason == "LG403"


def test_dates_have_no_width() -> None:
    with pytest.raises(DataError, match="numeric"):
        CHECK.judge((ExtremesState("2013-01-01", "2013-01-02", LogicalType.DATE), Count(2)))


def test_the_ends_of_its_column_are_asked_for() -> None:
    assert CHECK.columns == ("x",)
    assert CHECK.aggregates() == (Extremes("x"), CountIf(NotNull(("x",))))
