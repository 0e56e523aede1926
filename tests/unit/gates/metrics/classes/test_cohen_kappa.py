from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import CLASSES, digits_read, pets, whole

from lockgate.domain.errors import ParameterError
from lockgate.gates.cells import Model
from lockgate.gates.metrics.classes.cohen_kappa import CohenKappa, Weights


def _oracle(label: object, predicted: object, weights: Weights) -> float:
    known = None if weights is Weights.NONE else weights.value
    return float(sk.cohen_kappa_score(label, predicted, weights=known))


@pytest.mark.parametrize("weights", Weights)
def test_it_agrees_with_scikit_learn_alone_and_paired(weights: Weights) -> None:
    columns = pets(1_000, seed=1)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])
    metric = CohenKappa(weights=weights, order=CLASSES)

    measured, paired = metric.estimate(cells, Model.CANDIDATE), metric.difference(cells)

    old, new = (_oracle(columns["pet"], columns[f"{model}_class"], weights) for model in ("old", "new"))
    assert measured.estimate.value == pytest.approx(new, abs=1e-9)
    assert paired.estimate.value == pytest.approx(new - old, abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < new < upper


@pytest.mark.parametrize("weights", Weights)
def test_classes_that_are_whole_numbers_are_in_their_order(weights: Weights) -> None:
    digit, _, chance = digits_read()
    predicted = chance.argmax(axis=1)

    measured = CohenKappa(weights=weights).estimate(whole(digit, predicted), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(_oracle(digit, predicted, weights), abs=1e-9)


@pytest.mark.parametrize("weights", Weights)
def test_its_error_is_that_of_leaving_one_row_out(weights: Weights) -> None:
    columns = pets(300, seed=5)
    label, predicted = columns["pet"], columns["new_class"]

    measured = CohenKappa(weights=weights, order=CLASSES).estimate(whole(label, predicted), Model.CANDIDATE)

    left = np.array([_oracle(label[row], predicted[row], weights) for row in ~np.eye(300, dtype=bool)])
    jackknife = np.sqrt(299 / 300 * ((left - left.mean()) ** 2).sum())
    assert measured.estimate.standard_error == pytest.approx(jackknife, rel=0.03)


def test_without_an_order_there_is_none_with_weights() -> None:
    cells = whole(["low", "high"], ["low", "mid"])
    linear = Weights.LINEAR

    missing, short = CohenKappa(weights=linear), CohenKappa(weights=linear, order=("low", "high"))

    assert missing.difference(cells).undefined == "classes that are no whole numbers need an `order`"
    assert short.estimate(cells, Model.CANDIDATE).undefined == "class `mid` is not in `order`"


def test_it_is_undefined_without_rows_and_where_one_class_is_all_there_is() -> None:
    nothing, alike = (
        whole(np.array([], dtype=str), np.array([], dtype=str)),
        whole(["cat", "cat"], ["cat", "cat"]),
    )

    assert CohenKappa().estimate(nothing, Model.CANDIDATE).undefined == "no rows"
    expected = "all rows have one class and the model predicts only that"
    assert CohenKappa().estimate(alike, Model.CANDIDATE).undefined == expected


def test_an_order_with_a_class_twice_is_refused() -> None:
    with pytest.raises(ParameterError, match="each class once"):
        CohenKappa(weights=Weights.LINEAR, order=("low", "mid", "low", "high"))
