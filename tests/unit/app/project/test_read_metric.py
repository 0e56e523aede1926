from __future__ import annotations

import pytest

from lockgate.app.project.read_entries import read_entry
from lockgate.app.project.read_metric import is_metric, read_arguments
from lockgate.documents.node import Mapping
from lockgate.documents.yaml_reader import read_yaml
from lockgate.domain.errors import Problem
from lockgate.gates.task import Task

BINARY = Task.BINARY_CLASSIFICATION


def node(text: str) -> Mapping:
    read = read_yaml(text, "lockgate.yaml")
    assert isinstance(read, Mapping)
    return read


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("recall", None),
        (
            "mae",
            "`mae` is a metric of regression, quantile_regression, forecasting | the entry's `task` is "
            + BINARY,
        ),
        ("recalls", "no metric is named `recalls` | did you mean `recall`?"),
    ],
)
def test_a_name_is_that_of_a_metric_of_the_task(name: str, said: str | None) -> None:
    problems: list[Problem] = []

    assert is_metric(name, BINARY, node("{metric: x}"), problems) == (said is None)
    assert [f"{one.text} | {one.hint}" for one in problems] == ([] if said is None else [said])


@pytest.mark.parametrize(
    ("keys", "code"),
    [("task: regression, oops: 3", "LG312"), ("task: regresson", "LG314"), ("task: [regression]", "LG3")],
)  # fmt: skip
def test_a_mistake_beside_the_task_makes_no_mistakes_of_its_metrics(keys: str, code: str) -> None:
    head = f"model: {{data: scored, label: y, candidate: p, {keys}}}"

    problems: list[Problem] = []
    gate = "{metric: max_error, mustBeLessOrEqualTo: 3}"

    read_entry(read_yaml(f"{{{head}, gates: [{gate}]}}", "lockgate.yaml"), problems)

    assert len(problems) == 1
    assert problems[0].code.startswith(code)


def test_arguments_are_read_by_the_metric() -> None:
    problems: list[Problem] = []

    found = read_arguments("fbeta_score", BINARY, node("{metric: fbeta_score, arguments: {beta: 2}}"), problems)

    assert (found, problems) == ((("beta", 2.0),), [])
    assert read_arguments("recall", BINARY, node("{metric: recall}"), problems) == ()
    assert read_arguments("recall", BINARY, node("{metric: recall, arguments: {}}"), problems) == ()
    assert read_arguments("nothing", BINARY, node("{metric: nothing}"), problems) == ()
    assert len(problems) == 1
