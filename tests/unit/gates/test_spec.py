from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.predicted import Predicted
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

AT_LEAST = MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7))


@pytest.mark.parametrize(
    "change",
    [
        {"label": "p"},
        {"baseline": "p"},
        {"baseline": "late"},
        {"gates": ()},
        {"threshold": 1.5},
        {"alpha": 0.5},
        {"power": 0.4},
        {"slices": ((),)},
        {"slices": ((Dimension("a"), Dimension("a")),)},
        {"slices": (tuple(Dimension(name) for name in "abcde"),)},
        {"slices": ((Dimension("a"),), (Dimension("a", bins=3),))},
        {"pinned": (Dimension(name="night", where="hour > 21"),)},
        {"gates": (MetricGate(metric="brier", requirement=Requirement.at_most(1), slices=SliceScope.PINNED),)},
        {"gates": (MetricGate(metric="brier", requirement=NotWorse(0.1)),)},
        {"gates": (MetricGate(metric="brier", requirement=Requirement.at_most(1), slices=SliceScope.ALL),)},
    ],
    ids=str,
)
def test_a_spec_that_could_prove_nothing_is_refused(change: dict[str, Any]) -> None:
    fields: dict[str, Any] = {
        "table": "scored",
        "label": "late",
        "candidate": "p",
        "gates": (AT_LEAST,),
        **change,
    }

    with pytest.raises(ParameterError, match="model gate"):
        ModelGateSpec(**fields)


MAE = MetricGate(metric="mae", requirement=NotWorse(5.0), task=Task.REGRESSION)


def test_gates_belong_to_the_task_of_the_model() -> None:
    spec = ModelGateSpec(
        table="scored", label="y", candidate="p", baseline="q", gates=(MAE,), task=Task.REGRESSION
    )

    assert spec.gates[0].definition.name == "mean_absolute_error"
    with pytest.raises(ParameterError, match="gates whose `task` is binary_classification"):
        ModelGateSpec(table="scored", label="y", candidate="p", baseline="q", gates=(MAE,))


@pytest.mark.parametrize("change", [{"threshold": 0.4}, {"positive": "yes"}], ids=str)
def test_a_regression_has_no_threshold_and_no_positive_class(change: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=f"a regression has no {next(iter(change))}"):
        ModelGateSpec(
            table="scored", label="y", candidate="p", baseline="q", gates=(MAE,), task=Task.REGRESSION, **change
        )


def test_metrics_of_probabilities_need_them() -> None:
    multiclass = Task.MULTICLASS_CLASSIFICATION
    gates = (MetricGate(metric="log_loss", requirement=Requirement.at_most(1), task=multiclass),)
    columns = {"a": "p_a", "b": "p_b"}

    spec = ModelGateSpec(table="t", label="y", candidate=columns, gates=gates, task=multiclass)

    assert spec.candidate == columns
    with pytest.raises(
        ParameterError, match="columns by name, one a class, because `log_loss` needs probabilities"
    ):
        ModelGateSpec(table="t", label="y", candidate="p", gates=gates, task=multiclass)


@pytest.mark.parametrize(
    ("metric", "task", "said"),
    [
        ("churn", Task.BINARY_CLASSIFICATION, "`baseline` must be a column, because `churn`"),
        (
            "interval_coverage",
            Task.FORECASTING,
            "columns by level, because `interval_coverage` needs quantiles",
        ),
        ("log_loss", Task.MULTICLASS_CLASSIFICATION, "needs probabilities"),
        ("recall", Task.MULTILABEL_CLASSIFICATION, "of what `candidate` names"),
    ],
)
def test_what_a_gate_may_not_ask_a_gap_may_not_ask_either(metric: str, task: Task, said: str) -> None:
    arguments: tuple[tuple[str, object], ...] = ()
    if metric == "interval_coverage":
        arguments = (("lower", 0.1), ("upper", 0.9))
    given: dict[str, Any] = {"label": "y", "candidate": "p"}
    if task is Task.MULTILABEL_CLASSIFICATION:
        arguments, given = (
            (("of", "sprot"),),
            {"label": {"sport": "y", "news": "z"}, "candidate": {"sport": "p", "news": "q"}},
        )
    gap = GapGate(
        metrics=(metric,),
        groups=(Dimension("sex"),),
        requirement=Requirement.at_most(0.1),
        arguments=arguments,
        task=task,
    )

    with pytest.raises(ParameterError, match=said):
        ModelGateSpec(table="t", gates=(), fairness=(gap,), task=task, **given)


def test_a_search_beside_blocks_is_split_by_their_entity() -> None:
    search = Discovery(columns=(Dimension("a"),), margin=0.1)
    fields: dict[str, Any] = {
        "table": "t",
        "label": "y",
        "candidate": "p",
        "gates": (AT_LEAST,),
        "discover": search,
    }

    assert ModelGateSpec(**fields, blocks=BlockSpec(entity="e"), weight="w").discover is search
    with pytest.raises(ParameterError, match="`blocks` must be an `entity` beside `discover`"):
        ModelGateSpec(**fields, blocks=BlockSpec(column="day"))
    by_key = fields | {"discover": replace(search, identity=("id",))}
    with pytest.raises(ParameterError, match="`identity` must be not given beside `blocks`"):
        ModelGateSpec(**by_key, blocks=BlockSpec(entity="e"))


@pytest.mark.parametrize("whose", ["candidate", "baseline"])
def test_one_column_for_two_classes_is_told_of_the_model_that_names_it(whose: str) -> None:
    models: dict[str, Predicted] = {
        "candidate": {"a": "p_a", "b": "p_b"},
        "baseline": {"a": "q_a", "b": "q_b"},
        whose: {"a": "r", "b": "r"},
    }

    with pytest.raises(ParameterError, match=f"`{whose}` must be of different columns"):
        ModelGateSpec(
            table="scored",
            label="y",
            gates=(MetricGate(metric="accuracy", requirement=Requirement.at_least(0.5)),),
            task=Task.MULTICLASS_CLASSIFICATION,
            candidate=models["candidate"],
            baseline=models["baseline"],
        )
