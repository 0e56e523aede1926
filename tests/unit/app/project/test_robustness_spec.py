from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lockgate.app.project.robustness_spec import DoseGate, RobustnessEntry
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import SliceScope
from lockgate.gates.task import Task
from lockgate.probes.perturbations.noise import Noise

NOISE = Noise(columns=("x",), doses=(0.1,))
LOSS = DoseGate(metric="roc_auc", max_loss=0.1)


def robustness(**more: Any) -> RobustnessEntry:  # noqa: ANN401 - of any field
    given = {"model": "m", "data": "d", "label": "y", "gates": (LOSS,), "perturbations": (NOISE,)}
    return RobustnessEntry(**{**given, **more})


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
        lambda: robustness(
            task=Task.MULTILABEL_CLASSIFICATION, gates=(DoseGate(metric="hamming_loss", max_loss=0.1),)
        ),
        lambda: robustness(gates=(DoseGate(metric="roc_auc", requirement=Requirement.at_most(0.9)),)),
        lambda: robustness(label={"a": "x", "b": "z"}),
        lambda: robustness(query="user"),
        lambda: robustness(task=Task.RANKING, gates=(DoseGate(metric="ndcg_score", max_loss=0.1),)),
        lambda: robustness(gates=(DoseGate(metric="roc_auc", max_loss=0.1, slices=SliceScope.ALL),)),
        lambda: robustness(
            task=Task.FORECASTING,
            horizon="ahead",
            gates=(DoseGate(metric="mean_absolute_error", max_loss=1, slices=SliceScope.PINNED),),
        ),
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


def test_it_reads_what_the_task_needs_too() -> None:
    forecast = robustness(
        task=Task.FORECASTING,
        series="shop",
        gates=(DoseGate(metric="mean_absolute_scaled_error", max_loss=1, arguments={"scale": "naive"}),),
    )

    assert list(robustness().reads()) == ["y", "x"]
    assert list(forecast.reads()) == ["y", "shop", "naive", "x"]
    assert robustness().called == "robustness of m"


def test_metrics_take_arguments() -> None:
    gate = DoseGate(metric="fbeta_score", max_loss=0.1, arguments={"beta": 2})

    assert gate.of_task(Task.BINARY_CLASSIFICATION).called == "fbeta_score(beta=2)"
