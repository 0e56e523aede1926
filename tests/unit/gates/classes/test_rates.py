from __future__ import annotations

import numpy as np
from tests.fakes.kinds import cells_of, every_metric, of_labels, whole

from lockgate.gates.cells import Model
from lockgate.gates.classes.rates import has_class, paired_rate, predicts_class, rate, right
from lockgate.gates.task import Task

N = np.array([5, 3, 2])
ALL = np.array([True, True, True])
NONE = ~ALL


def test_a_rate_counts_hits_among_some_of_the_cells() -> None:
    measured = rate(N, np.array([True, False, True]), np.array([True, True, False]))

    assert (measured.estimate.value, measured.estimate.n, measured.estimate.support) == (5 / 8, 10, 8)


def test_a_pair_counts_where_only_one_model_hits() -> None:
    measured = paired_rate(N, np.array([True, False, False]), np.array([False, True, False]), ALL)

    assert measured.estimate.value == (3 - 5) / 10


def test_among_no_rows_there_is_no_rate() -> None:
    assert rate(N, ALL, NONE, "nobody").undefined == "nobody"
    assert paired_rate(N, ALL, ALL, NONE).undefined == "no rows"


def test_classes_are_asked_by_name() -> None:
    cells = whole(["cat", "dog", "dog"], ["cat", "cat", "dog"])

    assert int(cells.joint.n @ right(cells, Model.CANDIDATE)) == 2
    assert int(cells.joint.n @ has_class(cells, "dog")) == 2
    assert int(cells.joint.n @ predicts_class(cells, Model.CANDIDATE, "cat")) == 2


def test_labels_are_asked_by_name() -> None:
    columns = {"is_news": [1, 0], "is_sport": [True, True], "is_local": [0, 0]}
    columns |= {
        f"{model}_{name}": [0.9, 0.1] for model in ("old", "new") for name in ("news", "sport", "local")
    }
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    assert int(cells.joint.n @ has_class(cells, "sport")) == 2
    assert int(cells.joint.n @ predicts_class(cells, Model.CANDIDATE, "local")) == 1
    assert int(cells.joint.n @ right(cells, Model.CANDIDATE)) == 0
