from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.kinds import (
    CLASSES,
    LABELS,
    cells_of,
    every_metric,
    gate,
    of_classes,
    of_labels,
    pets,
    stories,
)

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.classes.rest import RestAverage
from lockgate.gates.metrics.classes.roc_auc import Opponents, RocAuc
from lockgate.gates.task import Task

SPEC = of_classes(gate("roc_auc", Requirement.at_least(0.5)))
EACH = of_classes(gate("roc_auc", Requirement.at_least(0.5), sliced=True, against="each"))


def _oracle(label: object, chance: object, average: str) -> float:
    return float(sk.roc_auc_score(label, chance, average=average))


@pytest.mark.parametrize("average", RestAverage)
def test_it_agrees_with_scikit_learn_as_far_as_scores_are_binned(average: RestAverage) -> None:
    columns = pets(1_000, seed=1)
    cells = cells_of(columns, SPEC).slice(0)

    measured, paired = (
        RocAuc(average=average).estimate(cells, Model.CANDIDATE),
        RocAuc(average=average).difference(cells),
    )

    label = columns["pet"][:, None] == np.array(CLASSES)
    old, new = (
        _oracle(label, np.column_stack([columns[f"{model}_{name}"] for name in CLASSES]), average.value)
        for model in ("old", "new")
    )
    assert 0 < measured.slack < 0.01
    assert measured.estimate.value == pytest.approx(new, abs=measured.slack)
    assert paired.estimate.value == pytest.approx(new - old, abs=paired.slack)
    for one, value in ((measured, new), (paired, new - old)):
        lower, upper = one.bounds(0.1)
        assert lower < value < upper


def test_of_one_class_or_label_it_is_the_metric_of_two_classes() -> None:
    columns = stories(600, seed=2)
    spec = of_labels(gate("roc_auc", Requirement.at_least(0.5), task=Task.MULTILABEL_CLASSIFICATION))
    cells = cells_of(columns, spec).slice(0)

    for name in LABELS:
        measured = RocAuc(of=name).estimate(cells, Model.BASELINE)
        expected = _oracle(columns[f"is_{name}"], columns[f"old_{name}"], "macro")
        assert measured.estimate.value == pytest.approx(expected, abs=measured.slack)
    assert RocAuc(of="weather").difference(cells).undefined == "no class is named `weather`"


def test_a_named_class_without_rows_leaves_it_undefined_and_one_absent_from_a_slice_does_not() -> None:
    columns = pets(300, seed=3)
    spec = of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True))
    columns["pet"] = np.where((columns["town"] == "A") & (columns["pet"] == "owl"), "cat", columns["pet"])

    town = cells_of(columns, spec).slice(1)
    rare = cells_of(columns | {"pet": np.where(columns["pet"] == "owl", "cat", columns["pet"])}, spec).slice(0)

    assert town.key == (("town", "A"),)
    assert RocAuc().estimate(town, Model.CANDIDATE).undefined == ""
    assert RocAuc().estimate(rare, Model.CANDIDATE).undefined == "`owl`: no positive rows"
    assert RocAuc(average=RestAverage.WEIGHTED).estimate(rare, Model.CANDIDATE).undefined == ""


def test_without_rows_there_is_none() -> None:
    columns = {name: values[:0] for name, values in pets(1, seed=1).items()}

    assert (
        RocAuc(average=RestAverage.WEIGHTED).difference(cells_of(columns, SPEC).slice(0)).undefined == "no rows"
    )


@pytest.mark.parametrize("average", RestAverage)
def test_against_each_it_is_one_against_one_of_scikit_learn(average: RestAverage) -> None:
    metric = RocAuc(average=average, against=Opponents.EACH)
    columns = pets(1_000, seed=1)
    few = dict(columns)
    for model in ("old", "new"):
        dog, owl = (np.floor(10 * columns[f"{model}_{name}"]).astype(int) for name in ("dog", "owl"))
        tenths = zip(CLASSES, (10 - dog - owl, dog, owl), strict=True)
        few |= {f"{model}_{name}": value / 10 for name, value in tenths}

    for rows, off in ((columns, 0.01), (few, 1e-9)):
        cells = cells_of(rows, EACH)
        for at, town in enumerate((None, "A", "B")):
            mine = slice(None) if town is None else rows["town"] == town
            old, new = (
                sk.roc_auc_score(
                    rows["pet"][mine],
                    np.column_stack([rows[f"{model}_{name}"][mine] for name in CLASSES]),
                    multi_class="ovo",
                    average=average.value,
                )
                for model in ("old", "new")
            )
            measured, paired = (
                metric.estimate(cells.slice(at), Model.CANDIDATE),
                metric.difference(cells.slice(at)),
            )
            assert measured.slack < off
            assert measured.estimate.value == pytest.approx(new, abs=measured.slack + 1e-9)
            assert paired.estimate.value == pytest.approx(new - old, abs=paired.slack + 1e-9)
            for one, value in ((measured, new), (paired, new - old)):
                lower, upper = one.bounds(0.1)
                assert lower < value < upper


def test_against_each_needs_two_classes_with_rows() -> None:
    metric = RocAuc(against=Opponents.EACH)
    columns = pets(60, seed=4)
    town = np.where(columns["town"] == "A", "cat", columns["pet"])
    without = np.where(columns["pet"] == "owl", "cat", columns["pet"])
    none = {name: values[:0] for name, values in columns.items()}

    alone = cells_of(columns | {"pet": town}, EACH).slice(1)
    missing = cells_of(columns | {"pet": without}, EACH).slice(0)

    assert metric.estimate(alone, Model.CANDIDATE).undefined == "all rows have the label `cat`"
    assert metric.difference(missing).undefined == "no row has the label `owl`"
    assert metric.estimate(cells_of(none, EACH).slice(0), Model.CANDIDATE).undefined == "no rows"


def test_against_each_is_refused_of_one_class_and_of_labels() -> None:
    with pytest.raises(ParameterError, match="`rest` beside `of`, which is one class"):
        RocAuc(of="cat", against=Opponents.EACH)
    task = Task.MULTILABEL_CLASSIFICATION
    with pytest.raises(ParameterError, match="a row can have both of two labels"):
        of_labels(gate("roc_auc", Requirement.at_least(0.5), task=task, against=Opponents.EACH))
