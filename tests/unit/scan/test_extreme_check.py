"""What `min` and `max` share; which end they take is tested with each of them."""

from __future__ import annotations

import pytest

from lockgate.checks.max import Max
from lockgate.checks.min import Min
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.count import Count
from lockgate.scan.aggregates.extremes import Extremes, ExtremesState
from lockgate.scan.extreme_check import ExtremeCheck


@pytest.mark.parametrize("kind", [Min, Max])
def test_an_end_is_asked_of_the_state_that_ranges_use_too(kind: type[ExtremeCheck]) -> None:
    check = kind(Requirement.at_least(0), "x")

    assert check.columns == ("x",)
    assert check.aggregates()[0] == Extremes("x")


@pytest.mark.parametrize("kind", [Min, Max])
def test_a_column_without_values_has_no_end(kind: type[ExtremeCheck]) -> None:
    outcome = kind(Requirement.at_least(0), "x").judge((ExtremesState(None, None), Count(0)))

    assert (outcome.verdict, outcome.n) == (Verdict.INCONCLUSIVE, 0)


def test_each_takes_its_own_end() -> None:
    states = (ExtremesState(1, 9), Count(5))

    assert Min(Requirement.at_least(1), "x").value(states) == (1, 5)
    assert Max(Requirement.at_least(1), "x").value(states) == (9, 5)
