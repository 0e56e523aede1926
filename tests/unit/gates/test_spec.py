from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.discovery_spec import Discovery
from lockgate.gates.gap_gate import GapGate
from lockgate.gates.metric_gate import Better, MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics.fbeta_score import FBetaScore
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

AT_LEAST = MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7))


@pytest.mark.parametrize("margin", [-0.1, float("nan"), float("inf")])
def test_a_margin_is_a_finite_number_of_zero_or_more(margin: float) -> None:
    with pytest.raises(ParameterError, match="margin"):
        NotWorse(margin)


def test_an_unknown_metric_names_the_nearest() -> None:
    with pytest.raises(ParameterError, match="did you mean `roc_auc`"):
        MetricGate(metric="roc_acu", requirement=Requirement.at_least(0.7))


@pytest.mark.parametrize(
    "requirement",
    [
        Requirement(Operator.MUST_BE, (0.5,)),
        Requirement(Operator.MUST_NOT_BE, (0.5,)),
        Requirement(Operator.MUST_NOT_BE_BETWEEN, (0.1, 0.2)),
        Requirement.at_least("0.7"),
        Requirement.at_least(float("inf")),
    ],
    ids=str,
)
def test_a_bar_that_no_bound_can_clear_is_refused(requirement: Requirement) -> None:
    with pytest.raises(ParameterError, match="requirement"):
        MetricGate(metric="roc_auc", requirement=requirement)


@pytest.mark.parametrize(
    ("metric", "requirement"),
    [
        ("roc_auc", Requirement.at_least(70)),
        ("brier", Requirement.at_most(-0.1)),
        ("log_loss", Requirement.at_most(-1)),
        ("f1", Requirement.between(0.5, 90)),
        ("accuracy", NotWorse(5)),
    ],
)
def test_a_bar_that_the_metric_cannot_be_is_refused(metric: str, requirement: Requirement | NotWorse) -> None:
    with pytest.raises(ParameterError, match=r"as `.*` is, got"):
        MetricGate(metric=metric, requirement=requirement)


def test_a_metric_takes_its_arguments_and_is_called_by_them() -> None:
    gate = MetricGate(metric="fbeta", requirement=Requirement.at_least(0.7), arguments=(("beta", 2.0),))

    assert gate.definition == FBetaScore(2.0)
    assert gate.called == "fbeta(beta=2)"


@pytest.mark.parametrize(
    ("metric", "arguments", "said"),
    [
        ("fbeta_score", (), "`beta` must be given under `arguments`"),
        ("fbeta_score", (("bta", 2.0),), "did you mean `beta`"),
        ("roc_auc", (("beta", 2.0),), "`arguments` must be not given"),
        ("fbeta_score", (("beta", -2.0),), "a finite number above 0"),
    ],
)
def test_arguments_that_a_metric_does_not_take_are_refused(
    metric: str, arguments: tuple[tuple[str, object], ...], said: str
) -> None:
    with pytest.raises(ParameterError, match=said):
        MetricGate(metric=metric, requirement=Requirement.at_least(0.7), arguments=arguments)


def test_a_loss_without_an_upper_end_may_have_any_bar() -> None:
    assert MetricGate(metric="log_loss", requirement=Requirement.at_most(70)).definition.name == "log_loss"


def test_a_metric_without_a_better_side_cannot_be_worse_than_the_baseline() -> None:
    with pytest.raises(ParameterError, match="absolute bar"):
        MetricGate(metric="selection_rate", requirement=NotWorse(0.1))


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


def test_a_bar_above_the_greatest_value_of_an_unbounded_score_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"1 or less, as `r2` is"):
        MetricGate(metric="r2", requirement=Requirement.at_least(95), task=Task.REGRESSION)


def test_a_margin_reads_as_a_sentence() -> None:
    assert str(NotWorse(0.005)) == "not worse than baseline by more than 0.005"


def test_a_bar_may_be_as_low_as_the_metric_can_be_and_a_margin_may_not() -> None:
    MetricGate(metric="matthews_corrcoef", requirement=Requirement.at_least(-0.5))

    with pytest.raises(ParameterError, match=r"in \[-1, 1\], as `matthews_corrcoef` is"):
        MetricGate(metric="matthews_corrcoef", requirement=Requirement.at_least(-2))
    with pytest.raises(ParameterError, match=r"in \[0, 1\]"):
        MetricGate(metric="matthews_corrcoef", requirement=NotWorse(1.5))


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


def test_a_gate_is_called_by_its_arguments() -> None:
    arguments = (("weights", "linear"), ("order", ("low", "high")))
    gate = MetricGate(
        metric="kappa",
        requirement=Requirement.at_least(0),
        task=Task.MULTICLASS_CLASSIFICATION,
        arguments=arguments,
    )

    assert gate.called == "kappa(weights=linear, order=[low, high])"


@pytest.mark.parametrize(
    ("margin", "text"),
    [
        (NotWorse(0.02, is_relative=True), "not worse than baseline by more than 2 %"),
        (Better(0.01), "better than baseline by more than 0.01"),
        (Better(0.015, is_relative=True), "better than baseline by more than 1.5 %"),
    ],
)
def test_margins_say_what_they_are(margin: NotWorse, text: str) -> None:
    assert str(margin) == text


def test_a_share_is_below_one_and_of_what_is_never_negative() -> None:
    with pytest.raises(ParameterError, match="below 100 %"):
        Better(1.0, is_relative=True)
    with pytest.raises(ParameterError, match="can be negative"):
        MetricGate(metric="informedness", requirement=NotWorse(0.1, is_relative=True))


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
