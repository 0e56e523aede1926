from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.kinds import CLASSES, cells_of, every_metric, of_classes, pets

from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.classes.loss import mean_loss, paired_loss
from lockgate.gates.task import Task

EVERYTHING = of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION))


def test_the_errors_are_those_of_the_mean_and_of_the_row_wise_differences() -> None:
    columns = pets(300, seed=1)
    cells = cells_of(columns, EVERYTHING).slice(0)

    alone, paired = (
        mean_loss(cells, ClassNeed.BRIER, Model.BASELINE, span=2.0),
        paired_loss(cells, ClassNeed.BRIER, span=2.0),
    )

    truth = columns["pet"][:, None] == np.array(CLASSES)
    old, new = (
        ((np.column_stack([columns[f"{model}_{name}"] for name in CLASSES]) - truth) ** 2).sum(axis=1)
        for model in ("old", "new")
    )
    assert alone.estimate.value == pytest.approx(old.mean(), rel=1e-9)
    assert alone.estimate.standard_error == pytest.approx(old.std(ddof=1) / np.sqrt(300), rel=1e-9)
    assert paired.estimate.standard_error == pytest.approx((new - old).std(ddof=1) / np.sqrt(300), rel=1e-9)
    assert alone.unit == 2.0


def test_without_rows_there_is_nothing() -> None:
    cells = cells_of({name: values[:0] for name, values in pets(1, seed=1).items()}, EVERYTHING).slice(0)

    assert mean_loss(cells, ClassNeed.BRIER, Model.CANDIDATE).undefined == "no rows"
    assert paired_loss(cells, ClassNeed.BRIER).undefined == "no rows"
