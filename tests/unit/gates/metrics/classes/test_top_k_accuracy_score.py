from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import cells_of, every_metric, gate, of_classes, pets

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.accuracy import Accuracy
from lockgate.gates.metrics.classes.top_k_accuracy_score import TopKAccuracyScore
from lockgate.gates.task import Task

EVERYTHING = of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION))


@pytest.mark.parametrize("k", [1, 2])
def test_it_agrees_with_scikit_learn_alone_and_paired(k: int) -> None:
    columns = pets(1_000, seed=1)
    cells = cells_of(columns, EVERYTHING).slice(0)

    measured, paired = (
        TopKAccuracyScore(k=k).estimate(cells, Model.CANDIDATE),
        TopKAccuracyScore(k=k).difference(cells),
    )

    old, new = (
        sk.top_k_accuracy_score(
            columns["pet"], np.column_stack([columns[f"{model}_{name}"] for name in ("cat", "dog", "owl")]), k=k
        )
        for model in ("old", "new")
    )
    assert measured.estimate.value == pytest.approx(new, abs=1e-12)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-12)
    assert (measured.method, paired.method) == ("Clopper-Pearson", "paired, Tango score")


def test_of_equal_probabilities_the_first_named_comes_first_as_in_accuracy() -> None:
    half = [0.5, 0.5, 0.5]
    columns = {"pet": ["cat", "dog", "owl"], "new_cat": half, "new_dog": half, "new_owl": [0.0, 0.0, 0.0]}
    at_least = Requirement.at_least(0.5)
    spec = of_classes(gate("top_k_accuracy_score", at_least), gate("accuracy", at_least), baseline=False)

    cells = cells_of(columns, spec).slice(0)

    found = [TopKAccuracyScore(k=k).estimate(cells, Model.CANDIDATE).estimate.value for k in (1, 2, 3)]
    assert found == pytest.approx([1 / 3, 2 / 3, 1.0])
    assert Accuracy().estimate(cells, Model.CANDIDATE).estimate.value == pytest.approx(1 / 3)


@pytest.mark.parametrize("k", [0, -1, True])
def test_a_k_below_1_is_refused(k: int) -> None:
    with pytest.raises(ParameterError, match="`k` must be a whole number of 1 or more"):
        TopKAccuracyScore(k=k)
