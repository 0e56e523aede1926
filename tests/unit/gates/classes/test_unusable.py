from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.kinds import (
    LABELS,
    cells_of,
    every_metric,
    of_classes,
    of_labels,
    pets,
    predictions_only,
    stories,
)

from lockgate.gates.cells import Quality
from lockgate.gates.classes.cells import ClassPlan
from lockgate.gates.classes.unusable import unusable_classes
from lockgate.gates.task import Task

EVERY = every_metric(Task.MULTICLASS_CLASSIFICATION)
SCORED, PREDICTED = (
    of_classes(*EVERY),
    predictions_only(*every_metric(Task.MULTICLASS_CLASSIFICATION, is_scored=False)),
)
SEVERAL = of_labels(*every_metric(Task.MULTILABEL_CLASSIFICATION))


OUTSIDE = "outside [0, 1], NaN, or more than 0.001 from 1 in sum"


def told(columns: dict[str, object], *, scored: bool = True) -> str:
    cells = cells_of(columns, SCORED if scored else PREDICTED)
    return unusable_classes(cells.plan, cells.quality)


def with_first(column: str, value: object) -> dict[str, object]:
    """Return a table whose first row has another value in one column."""
    columns = pets(10, seed=1)
    return {**columns, column: [value, *columns[column].tolist()[1:]]}


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("pet", None, "of 10 rows, 1 has a null `pet`"),
        ("pet", "emu", "of 10 rows, 1 has a `pet` that is none of the named classes, such as 'emu'"),
        ("new_cat", None, "of 10 rows, 1 has a null `new_cat, new_dog, new_owl`"),
        ("new_cat", np.nan, f"of 10 rows, 1 has `new_cat, new_dog, new_owl` {OUTSIDE}"),
        ("old_cat", 1.5, f"of 10 rows, 1 has `old_cat, old_dog, old_owl` {OUTSIDE}"),
        ("new_cat", 0.9999, f"of 10 rows, 1 has `new_cat, new_dog, new_owl` {OUTSIDE}"),
    ],
)  # fmt: skip
def test_probabilities_and_labels_that_cannot_be_used_are_counted(
    column: str, value: object, expected: str
) -> None:
    assert told(with_first(column, value)) == expected


def test_sums_that_are_rounded_are_good_enough() -> None:
    columns = dict(pets(50, seed=1))
    columns |= {
        name: np.round(values, 4)
        for name, values in columns.items()
        if name.startswith(("new_", "old_")) and "class" not in name
    }

    assert told(columns) == ""


@pytest.mark.parametrize(
    ("label", "predicted", "expected"),
    [
        ([1.0, 0.7], [1, 0], "of 2 rows, 1 has a `pet` that is not a whole number"),
        ([1.0, float("nan")], [1, 0], "of 2 rows, 1 has a `pet` that is not a whole number"),
        ([1, 0], [1.0, float("inf")], "of 2 rows, 1 has a `new_class` that is not a whole number"),
        ([1, 0], [1, None], "of 2 rows, 1 has a null `new_class`"),
        ([True, False], ["true", "false"], ""),
    ],
)
def test_classes_are_told_apart_as_texts(label: list[object], predicted: list[object], expected: str) -> None:
    columns = {"pet": label, "new_class": predicted, "old_class": ["1", "0"]}

    assert told(columns, scored=False) == expected


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("is_news", None, "of 10 rows, 1 has a null `is_news, is_sport, is_local`"),
        ("is_news", 2, "of 10 rows, 1 has a `is_news, is_sport, is_local` other than 0 and 1"),
        (
            "new_news",
            1.5,
            "of 10 rows, 1 has a number among `new_news, new_sport, new_local` outside [0, 1] or NaN",
        ),
    ],
)
def test_several_labels_are_yes_or_no(column: str, value: object, expected: str) -> None:
    columns = {name: np.asarray(values) for name, values in stories(10, seed=1).items()}
    found = {
        name: columns[name].astype(int) if name == f"is_{LABELS[0]}" else columns[name] for name in columns
    }
    cells = cells_of(found | {column: [value, *found[column].tolist()[1:]]}, SEVERAL)

    assert unusable_classes(cells.plan, cells.quality) == expected


def test_what_is_not_there_is_not_told() -> None:
    plan = ClassPlan(table="scored", label="pet", candidate={"a": "p_a", "b": "p_b"}, names=("a", "b"))

    assert unusable_classes(plan, Quality(rows=3, label_other=1)) == (
        "of 3 rows, 1 has a `pet` that is none of the named classes"
    )
