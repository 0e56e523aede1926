from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import LABELS, cells_of, every_metric, of_labels, stories

from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.label_ranking_average_precision_score import (
    LabelRankingAveragePrecisionScore,
)
from lockgate.gates.task import Task

EVERYTHING = of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))


def _oracle(label: object, chance: object) -> float:
    return float(sk.label_ranking_average_precision_score(label, chance))


def test_it_agrees_with_scikit_learn_alone_and_paired_and_its_bounds_hold_it() -> None:
    columns = stories(800, seed=1)
    cells = cells_of(columns, EVERYTHING).slice(0)

    measured, paired = (
        LabelRankingAveragePrecisionScore().estimate(cells, Model.CANDIDATE),
        LabelRankingAveragePrecisionScore().difference(cells),
    )

    label = np.column_stack([columns[f"is_{name}"] for name in LABELS])
    old, new = (
        _oracle(label, np.column_stack([columns[f"{model}_{name}"] for name in LABELS]))
        for model in ("old", "new")
    )
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper


def test_without_rows_there_is_none() -> None:
    columns = {name: values[:0] for name, values in stories(1, seed=1).items()}
    cells = cells_of(columns, EVERYTHING).slice(0)

    assert (
        LabelRankingAveragePrecisionScore().estimate(cells, Model.CANDIDATE).undefined
        == LabelRankingAveragePrecisionScore().difference(cells).undefined
        == "no rows"
    )


def test_rows_without_labels_or_with_all_are_as_in_scikit_learn() -> None:
    columns = stories(4, seed=1)
    truth = np.array([[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 1]])
    columns |= {f"is_{name}": truth[:, at] for at, name in enumerate(LABELS)}
    columns |= {f"new_{name}": [0.5, 0.5, 0.5, 0.5] for name in LABELS}  # all tied

    measured = LabelRankingAveragePrecisionScore().estimate(
        cells_of(columns, EVERYTHING).slice(0), Model.CANDIDATE
    )

    assert measured.estimate.value == pytest.approx(_oracle(truth, np.full((4, 3), 0.5)), abs=1e-12)
