from __future__ import annotations

import numpy as np
from tests.fakes.kinds import (
    CLASSES,
    cells_of,
    every_metric,
    of_classes,
    of_labels,
    pets,
    predictions_only,
    stories,
)

from lockgate.gates.cells import Model
from lockgate.gates.task import Task


def test_a_slice_has_its_own_rows_and_everything_that_is_asked_of_it() -> None:
    columns = pets(200, seed=1)
    cells = cells_of(columns, of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True)))

    town = cells.slice(1)

    assert town.key == (("town", "A"),)
    assert town.n == int((columns["town"] == "A").sum()) == int(town.ranks.n.sum())
    assert [one.n for one in town.rest] == [town.n] * 3
    assert town.names == CLASSES
    assert all(sums[0] > 0 for sums in town.losses.values())


def test_slices_hold_only_what_gates_on_slices_need() -> None:
    gates = (
        *every_metric(Task.MULTICLASS_CLASSIFICATION),
        *every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True)[:1],
    )
    cells = cells_of(pets(200, seed=1), of_classes(*gates))

    whole, town = cells.slice(0), cells.slice(1)

    assert len(whole.rest) == 3
    assert (town.rest, len(town.ranks.n)) == ((), 0)
    assert all((sums == 0).all() for sums in town.losses.values())


def test_labels_and_predictions_of_a_multilabel_model_are_sets() -> None:
    columns = stories(100, seed=1)

    whole = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    assert whole.members is not None
    for at, name in enumerate(whole.names):
        has = int(whole.joint.n @ whole.members[whole.label, at])
        assert has == int(np.sum(columns[f"is_{name}"]))
        predicted = int(whole.joint.n @ whole.members[whole.predicted(Model.CANDIDATE), at])
        assert predicted == int(np.sum(columns[f"new_{name}"] >= 0.5))


def test_classes_that_occur_are_in_the_order_of_their_numbers() -> None:
    columns = {"pet": [2, 10, -1], "new_class": ["2", "9", "owl"], "old_class": [2.0, 10.0, 2.0]}
    gates = every_metric(Task.MULTICLASS_CLASSIFICATION, is_scored=False)

    cells = cells_of(columns, predictions_only(*gates))

    assert cells.codes == ("-1", "2", "9", "10", "owl")
    assert cells.slice(0).n == 3
