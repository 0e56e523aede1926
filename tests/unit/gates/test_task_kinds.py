from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest
from tests.fakes import kinds
from tests.fakes.numbers import every_metric, moments_of, priced, spec_of
from tests.fakes.predictions import cells_of, simulated
from tests.fakes.predictions import every_metric as every_rate
from tests.fakes.predictions import spec_of as classified

from lockgate.domain.codec import canonical_bytes
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_kinds import TaskCells, kind_of

PETS = kinds.of_classes(*kinds.every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True))
STORIES = kinds.of_labels(*kinds.every_metric(Task.MULTILABEL_CLASSIFICATION, sliced=True))
CLASSES, NUMBERS = classified(*every_rate(sliced=True)), spec_of(*every_metric(sliced=True))


@pytest.mark.parametrize("task", Task)
def test_what_a_task_compares_is_in_the_spec_and_in_the_plan(task: Task) -> None:
    kind = kind_of(task)
    plan = next(entry.type for entry in fields(kind.cells) if entry.name == "plan")

    assert set(kind.asked) <= {entry.name for entry in fields(ModelGateSpec)}
    assert plan in ("CellPlan", "ClassPlan", "MomentPlan")


@pytest.mark.parametrize(
    ("spec", "read", "n_figures"),
    [
        (CLASSES, lambda: cells_of(simulated(50, seed=1), CLASSES), 4),
        (NUMBERS, lambda: moments_of(priced(50, seed=1), NUMBERS), 1),
        (PETS, lambda: kinds.cells_of(kinds.pets(50, seed=1), PETS), 1),
        (STORIES, lambda: kinds.cells_of(kinds.stories(50, seed=1), STORIES), 0),
    ],
    ids=["binary_classification", "regression", "multiclass_classification", "multilabel_classification"],
)
def test_cells_of_a_task_are_written_read_and_shown(
    spec: ModelGateSpec, read: Callable[[], TaskCells], n_figures: int
) -> None:
    kind, cells = kind_of(spec.task), read()

    again = kind.from_plain(kind.to_plain(cells))

    assert isinstance(again, kind.cells)
    assert canonical_bytes(kind.to_plain(again)) == canonical_bytes(kind.to_plain(cells))
    assert kind.unusable(cells) == ""
    assert len(kind.figures(cells)) == n_figures
