from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.fakes.kinds import CLASSES, cells_of, gate, of_classes, pets

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.cells import Model
from lockgate.gates.judge import judge
from lockgate.gates.metrics.classes.roc_auc import Opponents, RocAuc
from lockgate.gates.slicing import Dimension

BAR = Requirement.at_least(0.5)
EACH, REST = gate("roc_auc", BAR, against=Opponents.EACH), gate("roc_auc", BAR)
METRIC = RocAuc(against=Opponents.EACH)


def test_the_scores_of_each_class_are_counted_by_label_where_a_gate_asks_for_it() -> None:
    columns = pets(300, seed=5)

    asked = cells_of(columns, of_classes(EACH)).slice(0)
    sliced = cells_of(columns, of_classes(EACH, gate("recall", BAR, sliced=True)))
    plain = cells_of(columns, of_classes(REST))

    counts = [int((columns["pet"] == name).sum()) for name in CLASSES]
    assert [[part.n for part in parts] for parts in asked.each] == [counts] * 3
    assert [[part.n_positive for part in parts] for parts in asked.each] == np.diag(counts).tolist()
    assert asked.rest == ()
    assert [len(parts) for parts in sliced.slice(1).each] == [0, 0, 0]  # no gate asks for pairs in slices
    assert (plain.each, plain.slice(0).each) == ((), ())


def test_classes_are_read_as_they_are_called() -> None:
    columns = pets(200, seed=5)
    at = np.array([CLASSES.index(name) for name in columns["pet"]])
    chances = {str(one): f"new_{name}" for one, name in enumerate(CLASSES)}
    expected = METRIC.estimate(cells_of(columns, of_classes(EACH)).slice(0), Model.CANDIDATE).estimate

    numbered = replace(of_classes(EACH), candidate=chances, baseline=None)

    for label in (at, at.astype(float)):
        cells = cells_of(columns | {"pet": label}, numbered).slice(0)
        assert METRIC.estimate(cells, Model.CANDIDATE).estimate == expected
    unusable = cells_of(columns | {"pet": np.where(at == 0, np.nan, at)}, numbered)
    assert unusable.each == ()
    assert judge(numbered, unusable)[0].verdict is Verdict.ERROR


def test_slices_of_four_dimensions_leave_no_room_for_the_label() -> None:
    crossed = tuple(Dimension("size", bins=2, name=f"size{at}") for at in range(4))
    spec = of_classes(gate("roc_auc", BAR, sliced=True, against=Opponents.EACH), by=(crossed,))

    with pytest.raises(ParameterError, match="one to 4 dimensions each"):
        cells_of(pets(50, seed=1), spec)
