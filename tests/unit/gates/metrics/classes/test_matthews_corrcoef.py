from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import pets, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.matthews_corrcoef import MatthewsCorrcoef


def _oracle(label: object, predicted: object) -> float:
    return float(sk.matthews_corrcoef(label, predicted))


def test_it_agrees_with_scikit_learn_alone_and_paired_and_its_bounds_hold_it() -> None:
    columns = pets(2_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])

    measured, paired = MatthewsCorrcoef().estimate(cells, Model.CANDIDATE), MatthewsCorrcoef().difference(cells)

    old, new = (_oracle(columns["pet"], columns[f"{model}_class"]) for model in ("old", "new"))
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    for one in (measured, paired):
        lower, upper = one.bounds(0.1)
        assert lower < one.estimate.value < upper
    assert paired.estimate.standard_error < 1.3 * measured.estimate.standard_error


@pytest.mark.parametrize(
    ("label", "predicted"), [(["cat", "dog"], ["cat", "cat"]), (["cat", "cat"], ["cat", "dog"])]
)
def test_it_is_undefined_where_all_rows_have_one_class_or_a_model_predicts_one(
    label: list[str], predicted: list[str]
) -> None:
    cells = whole(label, predicted)

    alone, paired = MatthewsCorrcoef().estimate(cells, Model.CANDIDATE), MatthewsCorrcoef().difference(cells)

    assert alone.undefined == paired.undefined == "all rows have one class, or a model predicts one class only"
    assert np.isnan(alone.estimate.value)


def test_its_error_is_that_of_leaving_one_row_out() -> None:
    columns = pets(400, seed=5)
    label, predicted = columns["pet"], columns["new_class"]
    cells = whole(label, predicted)

    measured = MatthewsCorrcoef().estimate(cells, Model.CANDIDATE)

    kept = ~np.eye(400, dtype=bool)
    left = np.array([_oracle(label[row], predicted[row]) for row in kept])
    jackknife = np.sqrt(399 / 400 * ((left - left.mean()) ** 2).sum())
    assert measured.estimate.standard_error == pytest.approx(jackknife, rel=0.02)
