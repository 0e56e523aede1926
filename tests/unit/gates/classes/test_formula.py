from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.kinds import cells_of, every_metric, of_labels, pets, stories, whole

from lockgate.gates.cells import Model
from lockgate.gates.classes.averaged import FOUND, Average, averaged_line
from lockgate.gates.classes.formula import (
    ClassFormula,
    ClassLine,
    class_shares,
    gathered,
    mean_line,
    measured,
    measured_difference,
    occurring,
    row_counts,
    row_line,
)
from lockgate.gates.task import Task

POOLED = ClassFormula(
    lambda *counts: counts, lambda hit, _label, chosen: hit / chosen, lambda *counts: counts[2], is_pooled=True
)  # fmt: skip


def test_shares_are_hits_labels_and_predictions() -> None:
    cells = whole(["cat", "cat", "dog", "owl"], ["cat", "dog", "dog", "dog"])

    assert class_shares(cells, Model.CANDIDATE).tolist() == [
        [0.25, 0.25, 0.0],
        [0.5, 0.25, 0.25],
        [0.25, 0.75, 0.0],
    ]


def test_influences_add_up_to_nothing_and_give_the_error_of_leaving_one_row_out() -> None:
    columns = pets(300, seed=1)
    cells = whole(columns["pet"], columns["new_class"])

    line = averaged_line(cells, Model.CANDIDATE, FOUND)

    assert float(cells.joint.n @ line.influence) == pytest.approx(0, abs=1e-9)
    right = columns["pet"] == columns["new_class"]
    left = np.array([
        np.mean([right[kept & (columns["pet"] == name)].mean() for name in ("cat", "dog", "owl")])
        for kept in ~np.eye(300, dtype=bool)
    ])  # fmt: skip
    jackknife = np.sqrt(299 / 300 * ((left - left.mean()) ** 2).sum())
    error = np.sqrt(cells.joint.n @ line.influence**2) / 300
    assert error == pytest.approx(jackknife, rel=0.02)


def test_one_unseen_error_of_a_small_class_counts() -> None:
    cells = whole(["cat"] * 95 + ["dog"] * 5, ["cat"] * 90 + ["dog"] * 10)

    line = averaged_line(cells, Model.CANDIDATE, FOUND)

    assert line.unseen / 100 == pytest.approx(0.5 * 1 / 5)  # half the recall of a class whose rows are 5
    lower, _ = measured(cells, line).bounds(0.1)
    assert lower < 0.85 < line.value


@pytest.mark.parametrize(
    ("average", "support"), [(Average.MACRO, 22), (Average.WEIGHTED, 100), (Average.MICRO, 100)]
)
def test_a_mean_rests_on_the_smallest_class_as_far_as_it_counts(average: Average, support: int) -> None:
    cells = whole(["cat"] * 95 + ["dog"] * 5, ["cat"] * 90 + ["dog"] * 10)

    line = averaged_line(cells, Model.CANDIDATE, FOUND, average=average)

    expected = {Average.MACRO: (1 / 95 + 1 / 5) ** 2 / (1 / 95**3 + 1 / 5**3)}.get(average, support)
    assert line.support == int(expected)


def test_classes_that_are_counted_together_may_lack_one() -> None:
    cells = whole(["cat", "dog", "owl"], ["cat", "cat", "dog"])

    line = gathered(POOLED, cells, Model.CANDIDATE)

    assert line.value == pytest.approx(1 / 3)
    assert line.support == 3


def test_what_has_no_rows_is_undefined_alone_and_paired() -> None:
    nothing = np.array([], dtype=str)
    cells = whole(nothing, nothing)

    line = averaged_line(cells, Model.CANDIDATE, FOUND)

    assert (
        gathered(POOLED, cells, Model.CANDIDATE).nothing
        == row_line(cells, Model.CANDIDATE, FOUND.of).nothing
        == "no rows"
    )
    assert measured(cells, line).undefined == measured_difference(cells, line, line).undefined == "no rows"


def test_a_baseline_without_a_value_leaves_no_difference() -> None:
    cells = whole(["cat", "dog"], ["cat", "dog"], ["cat", "cat"])
    good, bad = mean_line(cells, np.array([1.0, 0.0])), ClassLine.undefined(cells, "why")

    assert measured_difference(cells, bad, good).undefined == "why"


def test_two_models_that_agree_on_a_few_rows_prove_little() -> None:
    cells = whole(["cat", "dog"] * 5, ["cat", "dog"] * 5)
    line = averaged_line(cells, Model.CANDIDATE, FOUND)

    lower, upper = measured_difference(cells, line, line).bounds(0.1)

    assert lower < -0.15
    assert upper > 0.15


def test_a_formula_without_a_value_says_what_is_missing() -> None:
    never = ClassFormula(
        lambda *counts: counts, lambda *_: np.complex128(np.nan), lambda *counts: counts[1], no_value="odd"
    )

    assert gathered(never, whole(["cat"], ["cat"]), Model.CANDIDATE).nothing == "odd"


def test_in_a_slice_only_the_classes_that_occur_are_averaged() -> None:
    shares = np.array([[0.5, 0.0, 0.0], [0.5, 0.5, 0.0], [1.0, 0.0, 0.0]])

    assert occurring(whole(["cat"], ["cat"]), shares).tolist() == [True, True, False]


def test_rows_have_labels_of_their_own() -> None:
    columns = stories(100, seed=1)
    cells = cells_of(columns, of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))).slice(0)

    hit, label, chosen = row_counts(cells, Model.CANDIDATE)

    assert (hit <= np.minimum(label, chosen)).all()
    assert label.max() <= 3
