from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import LABELS, cells_of, every_metric, of_labels, pets, stories, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.accuracy import Accuracy
from lockgate.gates.task import Task


def _oracle(label: object, predicted: object) -> float:
    return float(sk.accuracy_score(label, predicted))


def test_it_agrees_with_scikit_learn_alone_and_paired_and_its_bounds_hold_it() -> None:
    columns = pets(2_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])

    measured, paired = Accuracy().estimate(cells, Model.CANDIDATE), Accuracy().difference(cells)

    old, new = (_oracle(columns["pet"], columns[f"{model}_class"]) for model in ("old", "new"))
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper
    assert paired.estimate.standard_error < 1.3 * measured.estimate.standard_error


def test_of_several_labels_the_whole_set_must_be_right() -> None:
    columns = stories(500, seed=2)
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    measured = Accuracy().estimate(cells, Model.CANDIDATE)

    truth, score = (np.column_stack([columns[f"{what}_{name}"] for name in LABELS]) for what in ("is", "new"))
    assert measured.estimate.value == pytest.approx(sk.accuracy_score(truth, score >= 0.5), abs=1e-12)


def test_without_rows_there_is_none() -> None:
    cells = whole(np.array([], dtype=str), np.array([], dtype=str))

    assert (
        Accuracy().estimate(cells, Model.CANDIDATE).undefined
        == Accuracy().difference(cells).undefined
        == "no rows"
    )
