from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lockgate.app.project.training_spec import TrainingEntry
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import SliceScope
from lockgate.gates.task import Task


def training(**more: Any) -> TrainingEntry:  # noqa: ANN401 - of any field
    given = {"train": "a", "test": "b", "label": "y", "candidate": "p", "metric": "roc_auc", "most_gap": 0.1}
    return TrainingEntry(**{**given, **more})


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: training(slices=SliceScope.ALL),
        lambda: training(slices=SliceScope.PINNED),
        lambda: training(task=Task.QUANTILE_REGRESSION, metric="weighted_interval_loss"),
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


def test_any_value_passes_the_gate_that_only_counts() -> None:
    (gate,) = training(metric="r2_score", task=Task.REGRESSION).spec("b", "p").gates

    assert isinstance(gate.requirement, Requirement)
    assert gate.requirement.holds(-1e9)


def test_metrics_take_arguments() -> None:
    assert training(metric="fbeta_score", arguments={"beta": 2}).gate().called == "fbeta_score(beta=2)"
    with pytest.raises(ParameterError, match="beta"):
        training(metric="fbeta_score")


def test_it_is_called_after_its_predictions() -> None:
    of_two = training(
        candidate={"0.1": "a", "0.9": "b"}, task=Task.QUANTILE_REGRESSION, metric="weighted_interval_loss"
    )

    assert (training().called, of_two.called) == ("training of p", "training of a, b")


@pytest.mark.parametrize(
    "more",
    [
        {
            "task": Task.MULTILABEL_CLASSIFICATION,
            "label": {"a": "is_a", "b": "is_b"},
            "candidate": {"a": "p_a", "b": "p_b"},
            "seeds": ({"a": "q_a", "b": "q_b"},),
            "most_seed_deviation": 0.1,
            "metric": "hamming_loss",
        },
        {"task": Task.RANKING, "query": "user", "metric": "ndcg_score"},
        {
            "task": Task.MULTICLASS_CLASSIFICATION,
            "candidate": {"a": "p_a", "b": "p_b", "c": "p_c"},
            "metric": "log_loss",
        },
    ],
    ids=lambda more: more["task"].value,
)
def test_predictions_of_every_task_are_taken(more: dict[str, Any]) -> None:
    entry = training(**more)

    assert entry.spec("b", entry.candidate).task is more["task"]
