"""Tables of predicted classes and of several labels, and their cells as the default engine reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from tests.fakes.arguments import ARGUMENTS, ready
from tests.fakes.remembered import remembered

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.requirement import Requirement
from lockgate.gates.classes.cells import ClassCells, ClassSlice
from lockgate.gates.collect_classes import collect_classes
from lockgate.gates.metric import COMPARES
from lockgate.gates.metric_gate import MetricGate, NotWorse, SliceScope
from lockgate.gates.metrics import METRICS_BY_TASK
from lockgate.gates.predicted import Predicted
from lockgate.gates.slicing import Dimension, SliceSet
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.scan.engine import Source

__all__ = [
    "CLASSES",
    "LABELS",
    "MULTICLASS_METRICS",
    "MULTILABEL_METRICS",
    "cells_of",
    "digits_read",
    "every_metric",
    "gate",
    "named",
    "of_classes",
    "of_labels",
    "pets",
    "predictions_only",
    "stories",
    "whole",
]

MULTICLASS, MULTILABEL = Task.MULTICLASS_CLASSIFICATION, Task.MULTILABEL_CLASSIFICATION
MULTICLASS_METRICS = tuple(ready(metric) for metric in METRICS_BY_TASK[MULTICLASS])
MULTILABEL_METRICS = tuple(ready(metric) for metric in METRICS_BY_TASK[MULTILABEL])

CLASSES = ("cat", "dog", "owl")
LABELS = ("news", "sport", "local")

Columns = dict[str, Any]
Floats = NDArray[np.float64]


def named(names: tuple[str, ...], prefix: str) -> dict[str, str]:
    """Return the columns of some names: ``new_cat`` and so on."""
    return {name: f"{prefix}_{name}" for name in names}


def pets(n: int, *, seed: int, noise: float = 1.0, rare: float = 0.2) -> Columns:
    """Return pets, the probabilities of two related models, what they predict, and a town."""
    draw = np.random.default_rng(seed)
    at = draw.choice(3, n, p=[0.5, 0.5 - rare, rare])
    signal = draw.normal(0, 1, (n, 3)) + 2.0 * np.eye(3)[at]
    columns: Columns = {
        "pet": np.array(CLASSES)[at],
        "town": np.array(["A", "B"])[draw.integers(0, 2, n)],
        "size": draw.integers(1, 90, n),
    }
    for model in ("old", "new"):
        score = np.exp(signal + draw.normal(0, noise, (n, 3)))
        chance = score / score.sum(axis=1, keepdims=True)
        columns |= {f"{model}_{name}": chance[:, one] for one, name in enumerate(CLASSES)}
        columns[f"{model}_class"] = np.array(CLASSES)[chance.argmax(axis=1)]
    return columns


def stories(n: int, *, seed: int, noise: float = 0.7) -> Columns:
    """Return stories with several labels each, the scores of two related models, and a town."""
    draw = np.random.default_rng(seed)
    signal = draw.normal(0, 1.2, (n, 3)) + draw.normal(0, 0.6, (n, 1)) - np.array([0.0, 0.5, 1.0])
    truth = draw.random((n, 3)) < 1 / (1 + np.exp(-2 * signal))
    columns: Columns = {"town": np.array(["A", "B"])[draw.integers(0, 2, n)]}
    columns |= {f"is_{name}": truth[:, one] for one, name in enumerate(LABELS)}
    for model in ("old", "new"):
        score = 1 / (1 + np.exp(-2 * (signal + draw.normal(0, noise, (n, 3)))))
        columns |= {f"{model}_{name}": score[:, one] for one, name in enumerate(LABELS)}
    return columns


def gate(
    metric: str,
    requirement: Requirement | NotWorse,
    *,
    task: Task = MULTICLASS,
    sliced: bool = False,
    **arguments: object,
) -> MetricGate:
    """Return a gate, on slices or not."""
    scope = SliceScope.ALL if sliced else SliceScope.NONE
    given = tuple((arguments or ARGUMENTS.get(metric, {})).items())
    return MetricGate(metric=metric, requirement=requirement, slices=scope, task=task, arguments=given)


def every_metric(
    task: Task, *, sliced: bool = False, is_paired: bool = True, is_scored: bool = True
) -> tuple[MetricGate, ...]:
    """Return a gate for each metric, so that the cells hold everything that can be asked."""
    return tuple(
        gate(metric.name, Requirement.between(metric.least, min(50, metric.greatest)), task=task, sliced=sliced)
        for metric in METRICS_BY_TASK[task]
        if (is_paired or COMPARES not in metric.needs) and (is_scored or metric.needs <= {COMPARES})
    )


def of_classes(*gates: MetricGate, baseline: bool = True, by: tuple[SliceSet, ...] = ()) -> ModelGateSpec:
    """Return a spec on the probabilities that `pets` makes; sliced by town unless told."""
    return _spec(
        MULTICLASS, "pet", named(CLASSES, "new"), named(CLASSES, "old") if baseline else None, gates, by
    )


def predictions_only(*gates: MetricGate, baseline: bool = True, by: tuple[SliceSet, ...] = ()) -> ModelGateSpec:
    """Return a spec on the predicted classes that `pets` makes."""
    return _spec(MULTICLASS, "pet", "new_class", "old_class" if baseline else None, gates, by)


def of_labels(*gates: MetricGate, baseline: bool = True, by: tuple[SliceSet, ...] = ()) -> ModelGateSpec:
    """Return a spec on the columns that `stories` makes."""
    old = named(LABELS, "old") if baseline else None
    return _spec(MULTILABEL, named(LABELS, "is"), named(LABELS, "new"), old, gates, by)


def _spec(
    task: Task,
    label: Predicted,
    candidate: Predicted,
    baseline: Predicted | None,
    gates: tuple[MetricGate, ...],
    by: tuple[SliceSet, ...],
) -> ModelGateSpec:
    is_sliced = any(one.slices is SliceScope.ALL for one in gates)
    sets = by or (((Dimension("town"),),) if is_sliced else ())
    return ModelGateSpec(
        table="scored", label=label, candidate=candidate, baseline=baseline, slices=sets, gates=gates, task=task
    )


@remembered
def cells_of(columns: Mapping[str, object], spec: ModelGateSpec) -> ClassCells:
    """Return the cells of a table in memory."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    session = DuckDBEngine(threads=1).open({spec.table: Source("memory", frame=table)})
    try:
        return collect_classes(session, spec)
    finally:
        session.close()


def whole(label: object, new: object, old: object | None = None) -> ClassSlice:
    """Return the cells of all rows of some labels and predicted classes."""
    columns = {"pet": label, "new_class": new, "old_class": new if old is None else old}
    return cells_of(columns, predictions_only(*every_metric(MULTICLASS, is_scored=False))).slice(0)


def digits_read(n_trained: int = 600) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return digits of scikit-learn that two models did not learn from, and the probabilities of each."""
    from sklearn.datasets import load_digits  # noqa: PLC0415 - only some tests read real data
    from sklearn.naive_bayes import GaussianNB  # noqa: PLC0415 - as above
    from sklearn.neighbors import KNeighborsClassifier  # noqa: PLC0415 - as above

    pixels, digit = load_digits(return_X_y=True)
    old, new = (
        model.fit(pixels[:n_trained], digit[:n_trained]).predict_proba(pixels[n_trained:])
        for model in (GaussianNB(var_smoothing=1e-2), KNeighborsClassifier(15))
    )
    return digit[n_trained:], old, new
