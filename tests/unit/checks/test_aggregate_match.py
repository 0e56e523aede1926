from __future__ import annotations

import math

import pytest

from lockgate.checks.aggregate_match import AggregateMatch, Measure, Statistic
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.moments import Total, TotalState

NEAR = Requirement.between(-1, 1)
HERE, THERE = TotalState(4, 100), TotalState(5, 200)


@pytest.mark.parametrize(
    ("statistic", "measure", "value"),
    [
        ("sum", "difference", -100),
        ("sum", "ratio", 0.5),
        ("count", "difference", -1),
        ("mean", "difference", -15.0),
        ("mean", "ratio", 0.625),
    ],
)
def test_numbers_are_compared(statistic: Statistic, measure: Measure, value: float) -> None:
    check = AggregateMatch(NEAR, "x", "other", statistic=statistic, measure=measure)

    assert check.judge((HERE, THERE)).observed == value


def test_a_red_line_says_that_the_tables_disagree_and_keeps_the_values_apart() -> None:
    outcome = AggregateMatch(NEAR, "x", "other").judge((HERE, THERE))

    assert (outcome.verdict, outcome.reason) == (Verdict.FAIL, "LG453")
    assert outcome.seen == "100 here, 200 there"


def test_both_tables_are_asked() -> None:
    assert AggregateMatch(NEAR, "x", "other").aggregates() == (Total("x"), Elsewhere("other", Total("x")))
    assert AggregateMatch(NEAR, "x", "other", "y").aggregates()[1] == Elsewhere("other", Total("y"))


@pytest.mark.parametrize(
    "states", [(TotalState(0, 0), THERE), (HERE, TotalState(0, 0)), (TotalState(0, 0),) * 2]
)
def test_a_side_without_values_proves_nothing(states: tuple[TotalState, TotalState]) -> None:
    assert AggregateMatch(NEAR, "x", "other").judge(states).reason == "LG403"


def test_what_is_not_finite_and_a_ratio_to_0_prove_nothing() -> None:
    assert AggregateMatch(NEAR, "x", "other").judge((TotalState(2, math.nan), THERE)).reason == "LG406"
    ratio = AggregateMatch(NEAR, "x", "other", measure="ratio")
    assert ratio.judge((HERE, TotalState(5, 0))).reason == "LG406"


@pytest.mark.parametrize("wrong", [{"statistic": "median"}, {"measure": "quotient"}])
def test_an_unknown_word_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match=next(iter(wrong))):
        AggregateMatch(NEAR, "x", "other", **wrong)  # type: ignore[arg-type]  # the mistake is the point


def test_a_total_of_each_table_is_asked_for() -> None:
    check = AggregateMatch(NEAR, "x", "other", "y")

    assert check.columns == ("x",)
    assert check.aggregates() == (Total("x"), Elsewhere("other", Total("y")))
