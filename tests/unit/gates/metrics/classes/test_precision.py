from __future__ import annotations

import pytest
from sklearn import metrics as sk
from tests.fakes.averaged import OVER_CLASSES, agrees_on_each_class, agrees_over_classes, agrees_over_labels
from tests.fakes.kinds import whole

from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import Average
from lockgate.gates.metrics.classes.precision import Precision


@pytest.mark.parametrize("average", OVER_CLASSES)
def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it(average: Average) -> None:
    agrees_over_classes(Precision(average=average), sk.precision_score)


@pytest.mark.parametrize("average", list(Average))
def test_of_several_labels_it_agrees_with_scikit_learn(average: Average) -> None:
    agrees_over_labels(Precision(average=average), sk.precision_score)


def test_of_one_class_it_is_that_class_against_the_rest() -> None:
    agrees_on_each_class(Precision(), sk.precision_score)


def test_a_class_that_is_never_predicted_leaves_it_undefined() -> None:
    cells = whole(["cat", "dog", "owl"], ["cat", "dog", "cat"])

    assert Precision().estimate(cells, Model.CANDIDATE).undefined == "no row is predicted `owl`"
    assert Precision(of="owl").estimate(cells, Model.CANDIDATE).undefined == "no row is predicted `owl`"
