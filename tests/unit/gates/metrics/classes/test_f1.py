from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.averaged import OVER_CLASSES, agrees_on_each_class, agrees_over_classes, agrees_over_labels
from tests.fakes.kinds import cells_of, every_metric, of_classes, pets

from lockgate.gates.classes.averaged import Average
from lockgate.gates.metrics.classes.f1 import F1
from lockgate.gates.task import Task


@pytest.mark.parametrize("average", OVER_CLASSES)
def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it(average: Average) -> None:
    agrees_over_classes(F1(average=average), sk.f1_score)


@pytest.mark.parametrize("average", list(Average))
def test_of_several_labels_it_agrees_with_scikit_learn(average: Average) -> None:
    agrees_over_labels(F1(average=average), sk.f1_score)


def test_of_one_class_it_is_that_class_against_the_rest() -> None:
    agrees_on_each_class(F1(), sk.f1_score)


def test_a_class_that_neither_occurs_nor_is_predicted_leaves_it_undefined_where_it_is_named() -> None:
    columns = pets(50, seed=1)
    kept = columns["pet"] != "owl"
    few = {name: values[kept] for name, values in columns.items()}
    few |= {f"{model}_owl": np.zeros(kept.sum()) for model in ("old", "new")}
    for model in ("old", "new"):
        few[f"{model}_cat"] = 1 - few[f"{model}_dog"]
    cells = cells_of(few, of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION))).slice(0)

    assert F1().difference(cells).undefined == "no row has or is predicted `owl`"
