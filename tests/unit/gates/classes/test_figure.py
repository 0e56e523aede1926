from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix
from tests.fakes.kinds import cells_of, every_metric, of_labels, pets, predictions_only, stories

from lockgate.gates.classes.figure import MOST_SHOWN, confusion_figures
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

PREDICTED = predictions_only(*every_metric(Task.MULTICLASS_CLASSIFICATION, is_scored=False))


def test_it_is_the_confusion_matrix_of_the_candidate() -> None:
    columns = pets(300, seed=1)

    (figure,) = confusion_figures(cells_of(columns, PREDICTED))

    expected = confusion_matrix(columns["pet"], columns["new_class"], labels=figure.names)
    assert figure.names == ("cat", "dog", "owl")
    assert np.array(figure.counts).tolist() == expected.tolist()
    assert figure.title == "Which classes does the candidate take for which?"


def test_of_many_classes_the_most_frequent_are_shown_and_the_others_together() -> None:
    label = np.concatenate([np.arange(25), np.arange(19)])
    columns = {"pet": label, "new_class": label, "old_class": label}

    (figure,) = confusion_figures(cells_of(columns, PREDICTED))

    assert figure.names == (*(str(at) for at in range(MOST_SHOWN - 1)), "(others)")
    assert figure.title.endswith(" (19 of 25 classes)")
    assert (figure.counts[-1][-1], sum(map(sum, figure.counts))) == (6, 44)


def test_of_several_labels_there_is_none() -> None:
    cells = cells_of(stories(50, seed=1), of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION)))

    assert confusion_figures(cells) == ()


def test_weighed_rows_are_shown_as_as_many_rows_as_there_are() -> None:
    columns = pets(300, seed=1) | {"w": np.random.default_rng(2).gamma(1.0, 2.0, 300), "row": np.arange(300)}
    spec = replace(PREDICTED, weight="w", blocks=BlockSpec(entity="row"))

    (figure,) = confusion_figures(cells_of(columns, spec))

    truth, predicted, weights = columns["pet"], columns["new_class"], columns["w"]
    expected = (
        confusion_matrix(truth, predicted, labels=figure.names, sample_weight=weights) * 300 / weights.sum()
    )
    assert np.array(figure.counts) == pytest.approx(expected, abs=0.5 + 1e-9)
