from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import CLASSES, cells_of, every_metric, of_classes, pets

from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.brier_score_loss import BrierScoreLoss
from lockgate.gates.task import Task

EVERYTHING = of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION))


def _oracle(label: object, chance: object) -> float:
    return float(sk.brier_score_loss(label, chance, labels=CLASSES))


def test_it_agrees_with_scikit_learn_alone_and_paired_and_its_bounds_hold_it() -> None:
    columns = pets(800, seed=1)
    cells = cells_of(columns, EVERYTHING).slice(0)

    measured, paired = BrierScoreLoss().estimate(cells, Model.CANDIDATE), BrierScoreLoss().difference(cells)

    label = columns["pet"]
    old, new = (
        _oracle(label, np.column_stack([columns[f"{model}_{name}"] for name in CLASSES]))
        for model in ("old", "new")
    )
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper


def test_without_rows_there_is_none() -> None:
    columns = {name: values[:0] for name, values in pets(1, seed=1).items()}
    cells = cells_of(columns, EVERYTHING).slice(0)

    assert (
        BrierScoreLoss().estimate(cells, Model.CANDIDATE).undefined
        == BrierScoreLoss().difference(cells).undefined
        == "no rows"
    )
