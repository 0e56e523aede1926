from __future__ import annotations

from typing import Any

import pytest
from tests.fakes.forecasts import gate, new, old, spec_of
from tests.fakes.ranked import gate as ranking_gate

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate, SliceScope
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_columns import TaskColumns

BAR = Requirement.at_most(0.5)
WIS = gate("weighted_interval_loss", BAR)


def _spec(task: Task, **columns: str) -> ModelGateSpec:
    metric = {Task.RANKING: "ndcg_score", Task.BINARY_CLASSIFICATION: "roc_auc"}.get(
        task, "mean_absolute_error"
    )
    asked = MetricGate(metric=metric, requirement=BAR, task=task)
    return spec_of(asked, candidate="p", columns=TaskColumns(**columns))


@pytest.mark.parametrize(
    ("task", "columns"),
    [
        (Task.REGRESSION, {"query": "user"}),
        (Task.REGRESSION, {"horizon": "ahead"}),
        (Task.BINARY_CLASSIFICATION, {"series": "shop"}),
        (Task.RANKING, {"query": "user", "time": "day"}),
        (Task.FORECASTING, {"query": "user"}),
    ],
    ids=str,
)
def test_a_column_that_only_other_tasks_have_is_refused(task: Task, columns: dict[str, str]) -> None:
    with pytest.raises(ParameterError, match=f"must be not given, because a {task.value} has none"):
        _spec(task, **columns)


def test_a_ranking_is_of_queries() -> None:
    with pytest.raises(
        ParameterError, match="`query` must be the column with what the documents were ranked for"
    ):
        _spec(Task.RANKING)


def test_a_column_that_tells_rows_apart_is_no_prediction() -> None:
    with pytest.raises(ParameterError, match="another column than those that tell rows apart"):
        spec_of(
            ranking_gate("ndcg_score", Requirement.at_least(0.1)),
            candidate="user",
            columns=TaskColumns(query="user"),
        )


def test_a_ranking_has_one_score() -> None:
    with pytest.raises(ParameterError, match="`candidate` must be one column"):
        spec_of(ranking_gate("ndcg_score", Requirement.at_least(0.1)), columns=TaskColumns(query="user"))


def test_quantile_regression_has_quantiles_and_the_baseline_the_same() -> None:
    asked = gate("weighted_interval_loss", BAR, task=Task.QUANTILE_REGRESSION)
    with pytest.raises(ParameterError, match="columns by level"):
        spec_of(asked, candidate="p")
    with pytest.raises(ParameterError, match="of the candidate's levels"):
        spec_of(WIS, baseline=old((0.1, 0.5)))
    assert spec_of(asked, baseline=old()).candidate == new()


def test_each_horizon_is_a_slice_beside_those_that_are_named() -> None:
    asked: dict[str, Any] = {"columns": TaskColumns(series="shop", horizon="ahead")}

    spec = spec_of(gate("weighted_interval_loss", BAR, sliced=True), **asked)

    assert spec.slice_sets == ((Dimension("ahead"),),)
    assert spec.gates[0].slices is SliceScope.ALL
    assert spec_of(WIS, by="shop", **asked).slice_sets == ((Dimension("ahead"),), (Dimension("shop"),))
    assert spec.task_columns.named == ("shop", "ahead")
