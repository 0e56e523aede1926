from __future__ import annotations

import math
from datetime import date, datetime

import pyarrow as pa
import pytest
from tests.fakes.tables import run_on

from lockgate.checks.mean import Mean
from lockgate.domain.errors import ParameterError, StateError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregates.moments import Total, TotalState
from lockgate.scan.suite import Suite, SuiteItem

RULE = Requirement.between(2, 3)


@pytest.mark.parametrize(("total", "verdict"), [(10, Verdict.PASS), (13, Verdict.FAIL)])
def test_the_mean_is_the_sum_over_the_number(total: float, verdict: Verdict) -> None:
    outcome = Mean(RULE, "x").judge((TotalState(4, total),))

    assert (outcome.verdict, outcome.observed, outcome.n) == (verdict, total / 4, 4)


@pytest.mark.parametrize("total", [math.nan, math.inf, -math.inf])
def test_a_mean_that_does_not_exist_proves_nothing(total: float) -> None:
    outcome = Mean(RULE, "x").judge((TotalState(4, total),))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG406")


def test_no_value_proves_nothing() -> None:
    outcome = Mean(RULE, "x").judge((TotalState(0, 0),))

    assert (outcome.verdict, outcome.reason) == (Verdict.INCONCLUSIVE, "LG403")


def test_the_sum_is_asked_and_no_row_is_blamed() -> None:
    assert Mean(RULE, "x").aggregates() == (Total("x"),)
    assert Mean(RULE, "x").offending() is None


@pytest.mark.parametrize("bound", ["soon", True])
def test_a_bound_that_is_no_number_or_instant_is_refused(bound: str | bool) -> None:  # noqa: FBT001 - a case
    with pytest.raises(ParameterError, match="must be a number"):
        Mean(Requirement.at_least(bound), "x")


AT = [datetime(2013, 7, 1), datetime(2013, 7, 2), None]  # noqa: DTZ001 - without a zone on purpose


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (AT, pa.timestamp("us")),
        (AT, pa.timestamp("ns")),
        (AT, pa.timestamp("us", "UTC")),
        ([date(2013, 7, 1), date(2013, 7, 2)], pa.date32()),
    ],
)
def test_the_mean_of_instants_is_one(values: list[object], kind: pa.DataType) -> None:
    table = pa.table({"t": pa.array(values, kind)})
    asked = [
        Mean(Requirement(Operator.MUST_BE, (bound,)), "t") for bound in ("2013-07-01T12:00:00Z", "2013-07-02")
    ]

    found = [run_on(Suite(table="t", items=(SuiteItem(check=one),)), t=table).findings[0][0] for one in asked]

    assert [one.verdict for one in found] == [Verdict.PASS, Verdict.FAIL]
    assert found[0].summary == "mean 2013-07-01 12:00:00"


def test_instants_and_numbers_are_not_compared() -> None:
    table = {"x": [1, 2], "t": pa.array(AT[:2], pa.timestamp("us"))}
    asked = [Mean(Requirement.at_least("2013-07-01"), "x"), Mean(Requirement.at_least(3), "t")]

    found = [run_on(Suite(table="t", items=(SuiteItem(check=one),)), t=table).findings[0][0] for one in asked]

    assert [one.verdict for one in found] == [Verdict.ERROR, Verdict.ERROR]


def test_an_infinite_instant_has_no_mean_and_a_far_one_no_date() -> None:
    check = Mean(Requirement.at_least("2013-07-01"), "t")

    assert check.judge((TotalState(2, math.nan),)).verdict is Verdict.INCONCLUSIVE
    with pytest.raises(StateError, match="years 1 to 9999"):
        check.judge((TotalState(1, 10**18),))
