from __future__ import annotations

from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.metric_gate import MetricGate
from lockgate.gates.predicted import MOST_COLUMNS, name_of, one_column, require_shapes
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task


def test_a_binary_classifier_has_one_column() -> None:
    with pytest.raises(ParameterError, match="`candidate` must be one column"):
        one_column({"cat": "p_cat"}, "candidate")


@pytest.mark.parametrize("role", ["label", "candidate", "baseline"])
def test_a_task_whose_predictions_stand_in_one_column_refuses_several(role: str) -> None:
    columns: dict[str, Any] = {"label": "late", "candidate": "p_new", "baseline": "p_old"} | {
        role: {"cat": "p_cat"}
    }
    gates = (MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.7)),)

    with pytest.raises(ParameterError, match=f"`{role}` must be one column"):
        ModelGateSpec(table="scored", gates=gates, **columns)


AB, CD = {"a": "p_a", "b": "p_b"}, {"b": "q_b", "a": "q_a"}
MANY = {str(at): f"p_{at}" for at in range(MOST_COLUMNS + 1)}


@pytest.mark.parametrize(
    ("task", "columns"),
    [
        (Task.MULTICLASS_CLASSIFICATION, {"label": "y", "candidate": "p", "baseline": "q"}),
        (Task.MULTICLASS_CLASSIFICATION, {"label": "y", "candidate": AB, "baseline": CD}),
        (Task.MULTICLASS_CLASSIFICATION, {"label": "y", "candidate": AB, "baseline": None}),
        (Task.MULTILABEL_CLASSIFICATION, {"label": {"a": "y_a", "b": "y_b"}, "candidate": AB}),
    ],
)
def test_classes_and_labels_may_stand_in_columns_by_name(task: Task, columns: dict[str, Any]) -> None:
    require_shapes(task, columns)


@pytest.mark.parametrize(
    ("task", "columns", "message"),
    [
        (Task.MULTICLASS_CLASSIFICATION, {"label": AB, "candidate": "p"}, "`label` must be one column"),
        (Task.MULTICLASS_CLASSIFICATION, {"label": "y", "candidate": {"a": "p"}}, "2 to 100 columns by name, one a cl"),
        (Task.MULTICLASS_CLASSIFICATION, {"label": "y", "candidate": MANY}, "2 to 100 columns by name, one a class"),
        (
            Task.MULTICLASS_CLASSIFICATION,
            {"label": "y", "candidate": AB, "baseline": {"a": "q", "c": "r"}},
            "`baseline` must be the same classes as `candidate`: a, b",
        ),
        (Task.MULTICLASS_CLASSIFICATION, {"label": "y", "candidate": AB, "baseline": "q"}, "the same classes as"),
        (
            Task.MULTICLASS_CLASSIFICATION,
            {"label": "y", "candidate": "p", "baseline": CD},
            "`baseline` must be one column, as `candidate` is",
        ),
        (Task.MULTILABEL_CLASSIFICATION, {"label": "y", "candidate": AB}, "2 to 100 columns by name, one a label"),
        (Task.MULTILABEL_CLASSIFICATION, {"label": {"a": "y_a", "c": "y_c"}, "candidate": AB}, "the same labels as"),
    ],
)  # fmt: skip
def test_what_does_not_stand_as_the_task_needs_is_refused(
    task: Task, columns: dict[str, Any], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        require_shapes(task, columns)


def test_many_columns_are_told_by_their_ends() -> None:
    assert (name_of(AB), name_of({str(at): f"p{at}" for at in range(9)})) == ("p_a, p_b", "p0, p1, … p8")
