from __future__ import annotations

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.gates.metric import Direction
from lockgate.gates.metrics import METRICS, METRICS_BY_TASK, METRICS_BY_WORD, metric_named
from lockgate.gates.task import Task


def test_a_name_says_which_way_is_better() -> None:
    wrong = [
        metric.name
        for metric in METRICS
        if (metric.name.endswith("_score") and metric.direction is not Direction.HIGHER)
        or (metric.name.endswith(("_loss", "_error")) and metric.direction is not Direction.LOWER)
    ]

    assert wrong == []


@pytest.mark.parametrize("task", Task)
def test_names_and_aliases_are_unique_in_a_task(task: Task) -> None:
    names = [name for metric in METRICS_BY_TASK[task] for name in (metric.name, *metric.aliases)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("word", METRICS_BY_WORD)
def test_a_word_means_the_same_in_each_task(word: str) -> None:
    meanings = METRICS_BY_WORD[word].values()

    same = {(metric.name, metric.direction) for metric in meanings}

    assert len(same) == 1


@pytest.mark.parametrize("task", Task)
def test_a_metric_of_a_task_is_found_by_each_of_its_names(task: Task) -> None:
    for metric in METRICS_BY_TASK[task]:
        assert {metric_named(name, task) for name in (metric.name, *metric.aliases)} == {metric}


def test_a_metric_of_another_task_is_not_found() -> None:
    with pytest.raises(ParameterError, match="a metric of regression"):
        metric_named("roc_auc", Task.REGRESSION)
