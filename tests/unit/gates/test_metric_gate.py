from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.metric_gate import Better, MetricGate, NotWorse
from lockgate.gates.metrics.fbeta_score import FBetaScore
from lockgate.gates.task import Task


@pytest.mark.parametrize("margin", [-0.1, float("nan"), float("inf")])
def test_a_margin_is_a_finite_number_of_zero_or_more(margin: float) -> None:
    with pytest.raises(ParameterError, match="`notWorseThanBaselineBy` must be a finite number of 0 or more"):
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
    with pytest.raises(ParameterError, match=requirement.operator.value):
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
        ("fbeta_score", (("beta", -2.0),), "a number above 0, at most 1,000"),
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
