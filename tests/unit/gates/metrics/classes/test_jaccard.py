from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import (
    CLASSES,
    LABELS,
    cells_of,
    every_metric,
    of_classes,
    of_labels,
    pets,
    stories,
    whole,
)

from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import Average
from lockgate.gates.metrics.classes.jaccard import Jaccard
from lockgate.gates.task import Task

AVERAGES = [Average.MACRO, Average.WEIGHTED, Average.MICRO]


def _oracle(label: object, predicted: object, average: str | None) -> float:
    found = sk.jaccard_score(label, predicted, average=average, zero_division=0.0)
    return float(found)


@pytest.mark.parametrize("average", AVERAGES)
def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it(average: Average) -> None:
    columns = pets(2_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])
    metric = Jaccard(average=average)

    measured, paired = metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)

    old, new = (_oracle(columns["pet"], columns[f"{model}_class"], average.value) for model in ("old", "new"))
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper
    assert paired.estimate.standard_error < 1.3 * measured.estimate.standard_error


@pytest.mark.parametrize("average", [*AVERAGES, Average.SAMPLES])
def test_of_several_labels_it_agrees_with_scikit_learn(average: Average) -> None:
    columns = stories(1_000, seed=2)
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    measured = Jaccard(average=average).estimate(cells, Model.BASELINE)

    truth, score = (np.column_stack([columns[f"{what}_{name}"] for name in LABELS]) for what in ("is", "old"))
    assert measured.estimate.value == pytest.approx(_oracle(truth, score >= 0.5, average.value), abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def test_of_one_class_it_is_that_class_against_the_rest() -> None:
    columns = pets(500, seed=3)
    cells = cells_of(columns, of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION))).slice(0)

    found = [Jaccard(of=name).estimate(cells, Model.CANDIDATE).estimate.value for name in CLASSES]

    label, predicted = (columns[name] for name in ("pet", "new_class"))
    expected = [_oracle(label == name, predicted == name, "binary") for name in CLASSES]
    assert found == pytest.approx(expected, abs=1e-9)
