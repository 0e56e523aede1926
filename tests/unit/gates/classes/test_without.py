from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes import kinds
from tests.fakes.arguments import ready

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Model
from lockgate.gates.classes.state import classes_from_plain, classes_to_plain
from lockgate.gates.classes.without import classes_without
from lockgate.gates.judge import judge
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.metrics.classes.roc_auc import Opponents, RocAuc
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.blocks import BlockSpec

MULTICLASS, MULTILABEL = Task.MULTICLASS_CLASSIFICATION, Task.MULTILABEL_CLASSIFICATION
EACH = RocAuc(against=Opponents.EACH)
SPECS = {
    MULTICLASS: kinds.of_classes(
        *kinds.every_metric(MULTICLASS),
        kinds.gate("roc_auc", Requirement.at_least(0.5), against=Opponents.EACH),
    ),
    MULTILABEL: kinds.of_labels(*kinds.every_metric(MULTILABEL)),
}


def _rows(task: Task, n: int) -> kinds.Columns:
    return kinds.pets(n, seed=1) if task is MULTICLASS else kinds.stories(n, seed=1)


@pytest.mark.parametrize("task", SPECS)
def test_what_is_left_is_what_the_other_rows_alone_would_give(task: Task) -> None:
    columns = _rows(task, 300)
    day = np.arange(300) // 100
    columns["day"] = np.datetime64("2024-01-01") + day.astype("timedelta64[D]")
    spec = replace(SPECS[task], blocks=BlockSpec(column="day"))
    cells = kinds.cells_of(columns, spec)

    left = list(classes_without([[cells.slice(at)] for at in cells.blocks()[0].values()]))

    for at, one in enumerate(left):
        rest = {name: np.asarray(values)[day != at] for name, values in columns.items()}
        alone = kinds.cells_of(rest, SPECS[task]).slice(0)
        assert one.rows == one.n == 200
        each = (EACH,) if task is MULTICLASS else ()
        for metric in (*(ready(known) for known in METRICS_BY_TASK[task]), *each):
            expected = metric.estimate(alone, Model.CANDIDATE).estimate.value
            got = metric.estimate(one, Model.CANDIDATE).estimate.value
            assert got == pytest.approx(expected, abs=1e-9), metric.name


@pytest.mark.parametrize("task", SPECS)
def test_every_metric_has_bounds_by_blocks(task: Task) -> None:
    columns = {name: np.repeat(values, 3) for name, values in _rows(task, 700).items()}
    columns["who"] = np.repeat(np.arange(700), 3)
    spec = replace(SPECS[task], blocks=BlockSpec(entity="who"))

    found = judge(spec, kinds.cells_of(columns, spec))

    assert [one.check for one in found if one.interval is None] == []
    assert all("jackknife of 64 blocks" in one.interval.method for one in found if one.interval)


def _weighed(spec: ModelGateSpec) -> ModelGateSpec:
    return replace(spec, weight="w", blocks=BlockSpec(entity="row"))


@pytest.mark.parametrize("task", SPECS)
def test_a_row_of_weight_two_counts_as_two_rows(task: Task) -> None:
    columns = _rows(task, 400)
    weight = np.random.default_rng(2).integers(0, 4, 400)
    twice = {name: np.repeat(values, weight) for name, values in columns.items()}
    spec = _weighed(SPECS[task])

    cells = kinds.cells_of({**columns, "w": weight, "row": np.arange(400)}, spec)
    found = judge(spec, classes_from_plain(classes_to_plain(cells)))
    expected = judge(SPECS[task], kinds.cells_of(twice, SPECS[task]))

    for mine, theirs in zip(found, expected, strict=True):
        assert mine.observed == pytest.approx(theirs.observed, abs=1e-6), mine.check
    assert found[0].n == 400


def test_it_agrees_with_scikit_learn() -> None:
    columns = kinds.pets(900, seed=3)
    columns |= {"w": np.random.default_rng(2).gamma(1.0, 2.0, 900), "row": np.arange(900)}
    spec = _weighed(kinds.predictions_only(kinds.gate("matthews_corrcoef", Requirement.between(-1, 1))))

    (found,) = judge(spec, kinds.cells_of(columns, spec))

    expected = sk.matthews_corrcoef(columns["pet"], columns["new_class"], sample_weight=columns["w"])
    assert found.observed == pytest.approx(expected, abs=1e-9)


def test_rows_of_another_number_of_slices_are_refused() -> None:
    spec = _weighed(kinds.predictions_only(kinds.gate("accuracy", Requirement.between(0, 1))))
    columns = kinds.pets(50, seed=3) | {"w": np.ones(50), "row": np.arange(50)}
    plain = classes_to_plain(kinds.cells_of(columns, spec))

    with pytest.raises(Exception, match="rows of another number of slices"):
        classes_from_plain(plain | {"rows": [50]})
