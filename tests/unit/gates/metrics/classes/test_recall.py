from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.averaged import OVER_CLASSES, agrees_on_each_class, agrees_over_classes, agrees_over_labels
from tests.fakes.kinds import pets, whole

from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import Average
from lockgate.gates.metrics.classes.recall import Recall


@pytest.mark.parametrize("average", OVER_CLASSES)
def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it(average: Average) -> None:
    agrees_over_classes(Recall(average=average), sk.recall_score)


@pytest.mark.parametrize("average", list(Average))
def test_of_several_labels_it_agrees_with_scikit_learn(average: Average) -> None:
    agrees_over_labels(Recall(average=average), sk.recall_score)


def test_of_one_class_it_is_that_class_against_the_rest() -> None:
    agrees_on_each_class(Recall(), sk.recall_score)


def test_of_one_class_its_bounds_are_exact_and_paired_by_tango() -> None:
    columns = pets(500, seed=3)
    cells = whole(columns["pet"], columns["new_class"], columns["old_class"])

    alone, paired = Recall(of="owl").estimate(cells, Model.CANDIDATE), Recall(of="owl").difference(cells)

    assert (alone.method, paired.method) == ("Clopper-Pearson", "paired, Tango score")
    assert paired.estimate.support == int((columns["pet"] == "owl").sum())


def test_a_class_that_is_predicted_and_never_seen_leaves_it_undefined() -> None:
    cells = whole(["cat", "dog"], ["cat", "owl"])

    alone, paired = Recall().estimate(cells, Model.CANDIDATE), Recall().difference(cells)

    assert alone.undefined == paired.undefined == "no row has the label `owl`"
    assert Recall(of="owl").difference(cells).undefined == "no row has the label `owl`"
    assert Recall(of="emu").estimate(cells, Model.CANDIDATE).undefined == "no class is named `emu`"


def test_a_class_of_one_row_proves_nothing() -> None:
    cells = whole(["cat"] * 40 + ["dog"], ["cat"] * 40 + ["dog"])

    assert np.isnan(Recall().estimate(cells, Model.CANDIDATE).bounds(0.1)).all()
