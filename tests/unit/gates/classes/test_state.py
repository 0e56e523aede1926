from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
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
from lockgate.gates.task import Task

EACH = gate("roc_auc", Requirement.at_least(0.5), against=Opponents.EACH)
CLASSES = of_classes(*every_metric(Task.MULTICLASS_CLASSIFICATION, sliced=True), EACH)
LABELS = of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION, sliced=True))
PREDICTED = predictions_only(*every_metric(Task.MULTICLASS_CLASSIFICATION, is_scored=False), baseline=True)
SPECS = {"classes": CLASSES, "labels": LABELS, "predicted": PREDICTED}


@cache
def cells(name: str) -> ClassCells:
    return cells_of((stories if name == "labels" else pets)(100, seed=1), SPECS[name])


@pytest.mark.parametrize("name", SPECS)
def test_what_was_written_is_read_back_and_judged_alike(name: str) -> None:
    spec, kept = SPECS[name], cells(name)
    text = canonical_bytes(classes_to_plain(kept))

    again = classes_from_plain(json.loads(text))

    assert canonical_bytes(classes_to_plain(again)) == text
    assert judge(spec, again, seed=1) == judge(spec, kept, seed=1)


def changed(**parts: object) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(canonical_bytes(classes_to_plain(cells("classes"))))
    for name, value in parts.items():
        part, _, inner = name.partition("__")
        if inner:
            plain[part][inner] = value
        else:
            plain[part] = value
    return plain


def counted() -> int:
    return len(cells("classes").joint.n)


@pytest.mark.parametrize(
    "edited",
    [
        lambda: None,
        dict,
        lambda: changed(version=99),
        lambda: changed(kind="moments"),
        lambda: changed(keys=[]),
        lambda: changed(keys=[[0, []], [0, []]]),
        lambda: changed(codes=["cat", "cat", "owl"]),
        lambda: changed(codes=["cat"]),
        lambda: changed(losses={}),
        lambda: changed(plan={}),
        lambda: changed(joint__n=[1]),
        lambda: changed(joint__n=[-1] * counted()),
        lambda: changed(joint__n=[0.5] * counted()),
        lambda: changed(joint__slice=[9] * counted()),
        lambda: changed(joint__label=list(range(counted()))),
        lambda: changed(
            joint__candidate=[0] * counted(),
            joint__slice=[0] * counted(),
            joint__label=[2] + [0] * (counted() - 1),
        ),
        lambda: changed(rest=[{}]),
    ],
)
def test_a_document_that_was_cut_or_edited_is_refused(edited: Callable[[], object]) -> None:
    plain = edited()

    with pytest.raises(StateError):
        classes_from_plain(plain)
