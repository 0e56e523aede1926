from __future__ import annotations

from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.predicted import one_column
from lockgate.gates.spec import MetricGate, ModelGateSpec


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
