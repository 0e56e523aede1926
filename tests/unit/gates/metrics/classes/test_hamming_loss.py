from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import LABELS, cells_of, every_metric, of_labels, pets, stories, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.hamming_loss import HammingLoss
from lockgate.gates.task import Task


def _oracle(label: object, predicted: object) -> float:
    return float(sk.hamming_loss(label, predicted))


def test_it_agrees_with_scikit_learn_alone_and_paired_and_its_bounds_hold_it() -> None:
    columns = pets(2_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])

    measured, paired = HammingLoss().estimate(cells, Model.CANDIDATE), HammingLoss().difference(cells)

    old, new = (_oracle(columns["pet"], columns[f"{model}_class"]) for model in ("old", "new"))
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper
    assert paired.estimate.standard_error < 1.3 * measured.estimate.standard_error


def test_of_several_labels_each_wrong_one_counts() -> None:
    columns = stories(500, seed=2)
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    measured, paired = HammingLoss().estimate(cells, Model.CANDIDATE), HammingLoss().difference(cells)

    truth = np.column_stack([columns[f"is_{name}"] for name in LABELS])
    old, new = (
        sk.hamming_loss(truth, np.column_stack([columns[f"{model}_{name}"] for name in LABELS]) >= 0.5)
        for model in ("old", "new")
    )
    assert measured.estimate.value == pytest.approx(new, abs=1e-12)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-12)
    wrong = (truth != (np.column_stack([columns[f"new_{name}"] for name in LABELS]) >= 0.5)).mean(axis=1)
    error = wrong.std() / np.sqrt(500)
    assert error < measured.estimate.standard_error < 1.02 * error


def test_of_no_rows_there_is_none() -> None:
    columns = {name: values[:0] for name, values in stories(1, seed=2).items()}
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    assert HammingLoss().estimate(cells, Model.CANDIDATE).undefined == "no rows"
