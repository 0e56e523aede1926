"""Metrics of partitions."""

from __future__ import annotations

import math
from datetime import datetime

import pytest
from tests.fakes.tables import NOW, opened

from lockgate.checks import CHECKS
from lockgate.checks.completeness import Completeness
from lockgate.checks.mean import Mean
from lockgate.checks.uniqueness import Uniqueness
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.history.metrics import METRICS, Metric, parse_metric, told_metrics
from lockgate.scan.expression import Expression
from lockgate.scan.partition_states import PartitionStates
from lockgate.scan.partitioning import PartitionSpec
from lockgate.scan.profile import profile_column, state_key, stored_as
from lockgate.scan.statistic_check import StatisticCheck
from lockgate.scan.suite import Suite, SuiteItem
from lockgate.scan.window import Window

TABLE = {
    "at": ["2013-01-01T03:00", "2013-01-01T22:30", "2013-01-02T23:00"],
    "x": [1.0, -3.0, None],
    "k": ["a", "a", None],
    "seen": [datetime(2013, 1, 1, 3), datetime(2013, 1, 1, 22, 30), None],  # noqa: DTZ001 - a column without a zone
}


def value_of(text: str, partition: str = "2013-01-01") -> float:
    """Return a metric of one day, by way of its states."""
    metric = parse_metric(text)
    requests = [stored_as(request) for request in metric.requests("t")]
    with opened(t=TABLE) as session:
        profile = profile_column(session, "t", requests, PartitionSpec(column="at"))[partition]
        columns = session.schema("t").columns
    answers = {state_key(request, {}): profile[request] for request in requests}
    part = PartitionStates(table="t", partition=partition, identity="i", columns=columns, answers=answers)
    (found,) = metric.values(Window("t", [part], NOW, {}))
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("row_count", 2.0),
        ("mean of x", -1.0),
        ("sum of x", -2.0),
        ("min of x", -3.0),
        ("max of x", 1.0),
        ("standard_deviation of x", math.sqrt(8)),
        ("null_fraction of x", 0.0),
        ("zero_fraction of x", 0.0),
        ("negative_fraction of x", 0.5),
        ("distinct_count of k", 1.0),
        ("uniqueness_ratio of k", 0.5),
        ("lag of seen", 1.5),
    ],
)
def test_a_metric_is_the_number_of_the_check_of_its_name(text: str, value: float) -> None:
    assert value_of(text) == pytest.approx(value)


def test_a_median_is_told_by_a_sketch() -> None:
    assert value_of("median of x") == pytest.approx(-3.0, rel=0.01)


def test_what_has_no_value_is_nan() -> None:
    assert math.isnan(value_of("mean of x", "2013-01-02"))
    assert math.isnan(value_of("min of k"))  # a text is no number
    assert math.isnan(value_of("mean of k"))
    assert math.isnan(value_of("mean of nope"))
    assert math.isnan(value_of("lag of seen", "2013-01-02"))
    assert math.isnan(value_of("lag of at"))  # a text is no instant


def test_every_metric_but_the_lag_is_a_check_of_one_number() -> None:
    assert all(issubclass(CHECKS[name], StatisticCheck) for name in METRICS if name != "lag")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("row_coun", "row_count"),
        ("mean", "mean of COLUMN"),
        ("row_count of x", "without a column"),
        ("mean of a, b", "COLUMN"),
    ],
)
def test_a_metric_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse_metric(text)

    assert words in f"{caught.value.text} {caught.value.hint}"


def test_a_contract_tells_metrics_of_whole_partitions() -> None:
    mean = Mean(Requirement.at_least(0), "x")
    items = (
        SuiteItem(check=Completeness("k")),
        SuiteItem(check=mean),
        SuiteItem(check=Uniqueness(("a", "b"))),
        SuiteItem(check=Mean(Requirement.at_least(0), "y"), where=Expression("y > 0")),
        SuiteItem(check=Mean(Requirement.at_least(0), "z"), group_by=("k",)),
    )

    assert [str(metric) for metric in told_metrics(Suite(table="t", items=items))] == [
        "row_count", "null_fraction of k", "null_fraction of x", "null_fraction of a", "null_fraction of b",
        "mean of x",
    ]  # fmt: skip
    assert told_metrics(None) == (Metric("row_count"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mean of y", "has no column `y`"),
        ("max of k", "column `k` must be numeric, got VARCHAR"),
        ("lag of x", "column `x` must be a date or timestamp, got DOUBLE"),
        ("distinct_count of k, nope", "has no column `nope`"),
        ("mean of x", None),
        ("lag of seen", None),
        ("null_fraction of seen", None),
        ("row_count", None),
    ],
)
def test_columns_tell_whether_there_can_be_a_number(text: str, words: str | None) -> None:
    with opened(t=TABLE) as session:
        columns = session.schema("t").columns
    part = PartitionStates(table="t", partition="p", identity="i", columns=columns)

    problem = parse_metric(text).problem(Window("t", [part], NOW, {}))

    assert (problem.text if problem else None) == words
