"""What every share that is averaged over classes has to show, against scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
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
from lockgate.gates.classes.averaged import Average, Averaged
from lockgate.gates.task import Task

__all__ = ["OVER_CLASSES", "agrees_on_each_class", "agrees_over_classes", "agrees_over_labels"]

OVER_CLASSES = (Average.MACRO, Average.WEIGHTED, Average.MICRO)

Oracle = Callable[..., float]
"""One of scikit-learn's scores of label and prediction."""


def agrees_over_classes(metric: Averaged, oracle: Oracle) -> None:
    """Assert value and difference of several classes, that bounds hold them, and that pairing narrows them."""
    columns = pets(2_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])

    measured, paired = metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)

    old, new = (
        _asked(oracle, columns["pet"], columns[f"{model}_class"], metric.average) for model in ("old", "new")
    )
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper
    assert paired.estimate.standard_error < 1.3 * measured.estimate.standard_error


def agrees_over_labels(metric: Averaged, oracle: Oracle) -> None:
    """Assert the value of rows with several labels, and that bounds hold it."""
    columns = stories(1_000, seed=2)
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    measured = metric.estimate(cells, Model.BASELINE)

    truth, score = (np.column_stack([columns[f"{what}_{name}"] for name in LABELS]) for what in ("is", "old"))
    assert measured.estimate.value == pytest.approx(
        _asked(oracle, truth, score >= 0.5, metric.average), abs=1e-9
    )
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def agrees_on_each_class(metric: Averaged, oracle: Oracle) -> None:
    """Assert that of one class it is that class against the rest."""
    columns = pets(500, seed=3)
    cells = cells_of(columns, of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION))).slice(0)

    found = [replace(metric, of=name).estimate(cells, Model.CANDIDATE).estimate.value for name in CLASSES]

    label, predicted = (columns[name] for name in ("pet", "new_class"))
    expected = [_asked(oracle, label == name, predicted == name, "binary") for name in CLASSES]
    assert found == pytest.approx(expected, abs=1e-9)


def _asked(oracle: Oracle, label: object, predicted: object, average: str) -> float:
    return float(oracle(label, predicted, average=str(average), zero_division=0.0))
