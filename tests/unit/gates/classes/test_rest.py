from __future__ import annotations

import math

import numpy as np
import pytest
from tests.fakes.kinds import cells_of, gate, of_classes, pets

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.classes.rest import RestAverage
from lockgate.gates.metrics.classes.roc_auc import RocAuc

SPEC = of_classes(gate("roc_auc", Requirement.at_least(0.5)))


def test_the_errors_of_classes_are_added() -> None:
    cells = cells_of(pets(600, seed=1), SPEC).slice(0)

    mean = RocAuc().estimate(cells, Model.CANDIDATE)

    alone = [RocAuc(of=name).estimate(cells, Model.CANDIDATE) for name in cells.names]
    assert mean.estimate.value == pytest.approx(np.mean([one.estimate.value for one in alone]))
    assert mean.slack == pytest.approx(np.mean([one.slack for one in alone]))
    added = float(np.mean([one.estimate.standard_error for one in alone]))
    assert added < mean.estimate.standard_error < 1.1 * added
    assert mean.method == "DeLong, log-odds scale, errors of classes added"


def test_weights_are_estimates_too() -> None:
    cells = cells_of(pets(600, seed=1), SPEC).slice(0)

    mean = RocAuc(average=RestAverage.WEIGHTED).estimate(cells, Model.CANDIDATE)

    alone = [RocAuc(of=name).estimate(cells, Model.CANDIDATE).estimate for name in cells.names]
    share = np.bincount(cells.label, cells.joint.n) / cells.n
    assert mean.estimate.value == pytest.approx(float(share @ [one.value for one in alone]))
    assert mean.estimate.standard_error > float(share @ [one.standard_error for one in alone])


def test_a_difference_is_paired_within_each_class() -> None:
    cells = cells_of(pets(600, seed=1, noise=0.1), SPEC).slice(0)

    difference = RocAuc().difference(cells)

    alone = [RocAuc().estimate(cells, model).estimate.standard_error for model in Model]
    assert difference.estimate.standard_error < 0.8 * math.hypot(*alone)
    assert difference.unit <= 1
