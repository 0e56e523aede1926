from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.kinds import (
    cells_of,
    every_metric,
    gate,
    of_classes,
    of_labels,
    pets,
    predictions_only,
    stories,
)

from lockgate.domain.codec import canonical_bytes
from lockgate.domain.errors import StateError
from lockgate.domain.requirement import Requirement
from lockgate.gates.classes.cells import ClassCells
from lockgate.gates.classes.state import classes_from_plain, classes_to_plain
from lockgate.gates.judge import judge
from lockgate.gates.metrics.classes.roc_auc import Opponents
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task

EACH = gate("roc_auc", Requirement.at_least(0.5), against=Opponents.EACH)
CLASSES = of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True), EACH)
LABELS = of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION, sliced=True))
PREDICTED = predictions_only(*every_metric(Task.MULTICLASS_CLASSIFICATION, is_scored=False), baseline=True)
CELLS = {"classes": cells_of(pets(100, seed=1), CLASSES), "labels": cells_of(stories(100, seed=1), LABELS),
         "predicted": cells_of(pets(100, seed=1), PREDICTED)}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "spec"),
    [(CELLS["classes"], CLASSES), (CELLS["labels"], LABELS), (CELLS["predicted"], PREDICTED)],
    ids=CELLS,
)
def test_what_was_written_is_read_back_and_judged_alike(cells: ClassCells, spec: ModelGateSpec) -> None:
    text = canonical_bytes(classes_to_plain(cells))

    again = classes_from_plain(json.loads(text))

    assert canonical_bytes(classes_to_plain(again)) == text
    assert judge(spec, again, seed=1) == judge(spec, cells, seed=1)


def changed(**parts: object) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(canonical_bytes(classes_to_plain(CELLS["classes"])))
    for name, value in parts.items():
        part, _, inner = name.partition("__")
        if inner:
            plain[part][inner] = value
        else:
            plain[part] = value
    return plain


COUNTED = len(CELLS["classes"].joint.n)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {},
        changed(version=99),
        changed(kind="moments"),
        changed(keys=[]),
        changed(keys=[[0, []], [0, []]]),
        changed(codes=["cat", "cat", "owl"]),
        changed(codes=["cat"]),
        changed(losses={}),
        changed(plan={}),
        changed(joint__n=[1]),
        changed(joint__n=[-1] * COUNTED),
        changed(joint__n=[0.5] * COUNTED),
        changed(joint__slice=[9] * COUNTED),
        changed(joint__label=list(range(COUNTED))),
        changed(
            joint__candidate=[0] * COUNTED, joint__slice=[0] * COUNTED, joint__label=[2] + [0] * (COUNTED - 1)
        ),
        changed(rest=[{}]),
    ],
)
def test_a_document_that_was_cut_or_edited_is_refused(plain: object) -> None:
    with pytest.raises(StateError):
        classes_from_plain(plain)
