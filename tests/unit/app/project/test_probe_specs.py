from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lockgate.app.project.probe_specs import (
    BehaviourEntry,
    DoseGate,
    ImportanceEntry,
    Method,
    RobustnessEntry,
    TrainingEntry,
)
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.task import Task
from lockgate.probes.behaviours.valid_output import ValidOutput
from lockgate.probes.perturbations.noise import Noise

NOISE = Noise(columns=("x",), doses=(0.1,))
LOSS = DoseGate(metric="roc_auc", max_loss=0.1)


def robustness(**more: Any) -> RobustnessEntry:  # noqa: ANN401 - of any field
    given = {"model": "m", "data": "d", "label": "y", "gates": (LOSS,), "perturbations": (NOISE,)}
    return RobustnessEntry(**{**given, **more})


def importance(**more: Any) -> ImportanceEntry:  # noqa: ANN401 - of any field
    return ImportanceEntry(**{"model": "m", "data": "d", "label": "y", "most_idle": 0, **more})


def training(**more: Any) -> TrainingEntry:  # noqa: ANN401 - of any field
    given = {"train": "a", "test": "b", "label": "y", "candidate": "p", "metric": "roc_auc", "most_gap": 0.1}
    return TrainingEntry(**{**given, **more})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: robustness(gates=()),
        lambda: robustness(perturbations=()),
        lambda: robustness(alpha=0.5),
        lambda: robustness(rows=0),
        lambda: robustness(gates=(DoseGate(metric="mean_squared_error", max_loss=1),)),
        lambda: DoseGate(metric="roc_auc"),
        lambda: DoseGate(metric="roc_auc", max_loss=1, requirement=Requirement.at_least(0.5)),
        lambda: DoseGate(metric="roc_auc", requirement=Requirement.between(0, 1)),
        lambda: BehaviourEntry(model="m", data="d", tests=()),
        lambda: BehaviourEntry(model="m", data="d", tests=(ValidOutput(),), alpha=0),
        lambda: importance(most_idle=None),
        lambda: importance(most_idle=-1),
        lambda: importance(most_churn=0.1),
        lambda: importance(largest_share=60),
        lambda: importance(largest_share=float("nan")),
        lambda: importance(most_churn=1, baseline="old"),
        lambda: importance(most_change=float("inf"), baseline="old"),
        lambda: importance(top=0),
        lambda: importance(repeats=0),
        lambda: importance(method=Method.SHAP, explained=9),
        lambda: importance(method=Method.SHAP, background=9),
        lambda: robustness(
            task=Task.MULTILABEL_CLASSIFICATION, gates=(DoseGate(metric="hamming_loss", max_loss=0.1),)
        ),
        lambda: importance(alpha=0.7),
        lambda: training(most_gap=None),
        lambda: training(most_gap=-1),
        lambda: training(most_seed_deviation=0.1),
        lambda: training(most_gap=float("inf")),
        lambda: training(most_seed_deviation=0.1, seeds=("p",)),
        lambda: training(most_seed_deviation=0.1, seeds=("q", "q")),
        lambda: training(test="a"),
        lambda: training(alpha=1),
        lambda: training(metric="selection_rate"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ParameterError):
        wrong()


def test_a_gate_closes_where_the_number_is_worse() -> None:
    task = Task.BINARY_CLASSIFICATION

    assert LOSS.is_floor(task)
    assert not DoseGate(metric="log_loss", max_loss=0).is_floor(task)
    assert DoseGate(metric="log_loss", requirement=Requirement.at_least(0.1)).is_floor(task)
    assert not DoseGate(metric="roc_auc", requirement=Requirement.at_most(0.9)).is_floor(task)


def test_entries_say_what_they_read_and_what_they_are_called() -> None:
    behaviour = BehaviourEntry(model="m", data="d", tests=(ValidOutput(slices=("g",)),))
    grouped = importance(groups={"size": ("h", "w")})

    assert list(robustness().reads()) == ["y", "x"]
    assert list(behaviour.reads()) == ["g"]
    assert list(grouped.reads()) == ["y", "h", "w"]
    called = [one.called for one in (robustness(), behaviour, grouped, training())]
    assert called == ["robustness of m", "behaviour of m", "importance of m", "training of p"]


def test_any_value_passes_the_gate_that_only_counts() -> None:
    gate = training(metric="r2_score", task=Task.REGRESSION).absolute()

    assert isinstance(gate.requirement, Requirement)
    assert gate.requirement.holds(-1e9)


def test_metrics_take_arguments() -> None:
    gate = DoseGate(metric="fbeta_score", max_loss=0.1, arguments={"beta": 2})

    assert gate.of_task(Task.BINARY_CLASSIFICATION).called == "fbeta_score(beta=2)"
    assert training(metric="fbeta_score", arguments={"beta": 2}).gate().called == "fbeta_score(beta=2)"
    with pytest.raises(ParameterError, match="beta"):
        training(metric="fbeta_score")
