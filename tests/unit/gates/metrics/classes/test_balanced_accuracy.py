from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import pets, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.balanced_accuracy import BalancedAccuracy


def _oracle(label: object, predicted: object) -> float:
    return float(sk.balanced_accuracy_score(label, predicted))


def test_it_agrees_with_scikit_learn_alone_and_paired_and_its_bounds_hold_it() -> None:
    columns = pets(2_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])

    measured, paired = BalancedAccuracy().estimate(cells, Model.CANDIDATE), BalancedAccuracy().difference(cells)

    old, new = (_oracle(columns["pet"], columns[f"{model}_class"]) for model in ("old", "new"))
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper
    assert paired.estimate.standard_error < 1.3 * measured.estimate.standard_error


def test_it_is_undefined_where_a_class_has_no_rows() -> None:
    cells = whole(["cat", "dog"], ["cat", "owl"])

    assert BalancedAccuracy().estimate(cells, Model.CANDIDATE).undefined == "no row has the label `owl`"
    assert np.isnan(BalancedAccuracy().difference(cells).estimate.value)
