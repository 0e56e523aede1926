from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.kinds import (
    MULTICLASS,
    cells_of,
    digits_read,
    every_metric,
    gate,
    of_classes,
    of_labels,
    pets,
    predictions_only,
    stories,
)

from lockgate.domain.errors import ColumnNotFoundError, DataError, ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates import collect_classes
from lockgate.gates.cells import Model
from lockgate.gates.classes.cells import ClassCells
from lockgate.gates.collect_classes import MOST_CLASSES
from lockgate.gates.judge import judge
from lockgate.gates.metric_gate import NotWorse
from lockgate.gates.slicing import Dimension, SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task

ACCURACY = gate("accuracy", NotWorse(0.1), sliced=True)
TOWN, SIZE = Dimension("town"), Dimension("size", bins=4)


def counted(cells: ClassCells) -> dict[SliceKey, int]:
    return {cells.key(at): cells.slice(at).n for at in range(len(cells.keys))}


def test_rows_are_counted_by_slice_pairs_and_bins() -> None:
    columns = pets(400, seed=1)

    counts = counted(cells_of(columns, predictions_only(ACCURACY, by=((TOWN,), (SIZE, TOWN)))))

    assert counts[()] == 400
    assert counts[(("town", "A"),)] == int((columns["town"] == "A").sum())
    assert sum(n for key, n in counts.items() if len(key) == 2) == 400
    assert len(counts) == 1 + 2 + 8


def test_joint_cells_hold_label_baseline_and_candidate() -> None:
    columns = {"pet": ["cat", "cat", "dog"], "new_class": ["cat", "dog", "dog"], "old_class": ["cat", "cat", "owl"],
               "town": ["A", "A", "A"]}  # fmt: skip

    cells = cells_of(columns, predictions_only(ACCURACY))

    assert cells.codes == ("cat", "dog", "owl")
    assert cells.slice(0).joint.keys.tolist() == [[0, 0, 0, 0], [0, 0, 0, 1], [0, 1, 2, 1]]


def test_without_a_baseline_its_column_is_not_needed() -> None:
    columns = {name: values for name, values in pets(50, seed=1).items() if not name.startswith("old_")}
    gates = every_metric(MULTICLASS, is_paired=False)

    cells = cells_of(columns, of_classes(*gates, baseline=False))

    assert cells.slice(0).n == 50
    assert all(one.verdict.value != "error" for one in judge(of_classes(*gates, baseline=False), cells))


@pytest.mark.parametrize("missing", ["pet", "new_cat", "old_owl", "town"])
def test_a_missing_column_is_named(missing: str) -> None:
    columns = {name: values for name, values in pets(10, seed=1).items() if name != missing}

    with pytest.raises(ColumnNotFoundError, match=missing):
        cells_of(columns, of_classes(gate("log_loss", NotWorse(0.1), sliced=True)))


def test_a_probability_that_is_a_text_is_refused() -> None:
    columns = pets(10, seed=1) | {"new_cat": ["0.5"] * 10}

    with pytest.raises(DataError, match="new_cat"):
        cells_of(columns, of_classes(gate("log_loss", NotWorse(0.1))))


def test_a_label_of_too_many_classes_is_no_label() -> None:
    keys = np.arange(MOST_CLASSES + 1)
    columns = {"pet": keys, "new_class": keys, "old_class": keys}

    with pytest.raises(ParameterError, match=r"at most 1,000 classes \(`pet`\)"):
        cells_of(columns, predictions_only(gate("accuracy", NotWorse(0.1))))


def test_cells_that_would_grow_with_the_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect_classes, "MOST_CELLS", 10)

    with pytest.raises(ParameterError, match="at most 10 combinations of slice, label and predictions"):
        cells_of(
            stories(500, seed=1),
            of_labels(gate("accuracy", NotWorse(0.1), task=Task.MULTILABEL_CLASSIFICATION)),
        )


def test_a_label_that_is_not_named_makes_every_gate_an_error() -> None:
    columns = pets(20, seed=1)
    columns["pet"] = np.array(["emu", *columns["pet"][1:]])
    spec = of_classes(gate("accuracy", Requirement.at_least(0.1)))

    (finding,) = judge(spec, cells_of(columns, spec))

    assert finding.verdict.value == "error"
    assert "none of the named classes, such as 'emu'" in finding.summary


def test_a_predicted_class_that_is_no_label_is_told_and_passes_nothing_by_class() -> None:
    columns = pets(300, seed=1)
    columns["new_class"] = np.array(["emu", *columns["new_class"][1:]])
    spec = predictions_only(
        gate("recall", Requirement.at_least(0.1)), gate("accuracy", Requirement.at_least(0.1))
    )

    by_class, overall = judge(spec, cells_of(columns, spec))

    assert (by_class.verdict.value, overall.verdict.value) == ("inconclusive", "pass")
    assert "no row has the label `emu`" in by_class.summary


@pytest.mark.parametrize(
    ("spec", "columns"),
    [
        (of_classes(*every_metric(MULTICLASS, sliced=True)), pets(1, seed=1)),
        (of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION, sliced=True)), stories(1, seed=1)),
    ],
    ids=["classes", "labels"],
)
def test_without_rows_nothing_passes(spec: ModelGateSpec, columns: dict[str, np.ndarray]) -> None:
    cells = cells_of({name: values[:0] for name, values in columns.items()}, spec)

    assert {one.verdict.value for one in judge(spec, cells)} == {"inconclusive"}


def test_real_digits_are_read_as_integers_and_the_better_model_wins() -> None:
    digit, old, new = digits_read()
    columns = {"pet": digit, "new_class": new.argmax(axis=1), "old_class": old.argmax(axis=1).astype(float)}
    spec = predictions_only(
        gate("f1", NotWorse(0.0)), gate("cohen_kappa", NotWorse(0.0)), gate("churn", Requirement.at_most(0.2))
    )

    findings = judge(spec, cells_of(columns, spec))

    assert [one.verdict.value for one in findings] == ["pass", "pass", "pass"]
    assert cells_of(columns, spec).codes == tuple(str(at) for at in range(10))


def test_a_hundred_named_classes_are_one_statement() -> None:
    names = tuple(f"c{at}" for at in range(100))
    chance = np.random.default_rng(1).dirichlet(np.ones(100), 300)
    columns = {"pet": np.array(names)[chance.argmax(axis=1)]} | {
        f"p_{name}": chance[:, at] for at, name in enumerate(names)
    }
    spec = ModelGateSpec(
        table="scored",
        label="pet",
        candidate={name: f"p_{name}" for name in names},
        task=MULTICLASS,
        gates=(
            gate("top_k_accuracy_score", Requirement.at_least(0.9)),
            gate("brier_score_loss", Requirement.at_most(1)),
        ),
    )

    whole = cells_of(columns, spec).slice(0)

    assert spec.gates[0].definition.estimate(whole, Model.CANDIDATE).estimate.value == 1.0
