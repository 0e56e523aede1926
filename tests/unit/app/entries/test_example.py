from __future__ import annotations

import numpy as np

from lockgate.app.entries.example import example_sample
from lockgate.probes.smallest import Example


def example(**more: object) -> Example:
    before = {
        "x": np.array([1]),
        "s": np.array(["a"], dtype=object),
        "t": np.array(["2013-01-01"], dtype="datetime64[D]"),
    }
    given = {
        "before": before,
        "after": {**before, "x": np.array([np.nan])},
        "changed": ("x",),
        "answer_before": (0.5,),
        "answer_after": (float("nan"),),
    }
    return Example(**{**given, **more})  # type: ignore[arg-type]  # of any field


def test_what_changed_stands_first_and_values_are_plain() -> None:
    found = example_sample(example(), frozenset())

    assert found.columns == ("row", "answer", "x", "s", "t")
    assert found.rows == (("before", 0.5, 1, "a", "2013-01-01"), ("after", "nan", "nan", "a", "2013-01-01"))


def test_of_several_numbers_the_greatest_are_shown() -> None:
    answers = {"answer_before": (0.1, 0.2, 0.3, 0.4), "answer_after": (0.7, 0.1, 0.1, float("nan"))}

    named = example_sample(example(**answers), frozenset(), ("a", "b", "c", 4))
    counted = example_sample(example(**answers), frozenset())

    assert named.rows[0][1] == "4: 0.4, c: 0.3, b: 0.2"
    assert counted.rows[1][1] == "1: 0.7, 2: 0.1, 3: 0.1"


def test_masked_values_are_not_shown() -> None:
    found = example_sample(example(), frozenset({"S"}))

    assert [row[3] for row in found.rows] == ["(masked)", "(masked)"]


def test_of_many_columns_some_are_shown() -> None:
    many = {f"c{place}": np.array([place]) for place in range(30)}

    found = example_sample(example(before=many, after=many, changed=tuple(many)[:20]), frozenset())
    few = example_sample(example(before=many, after=many, changed=("c3",)), frozenset())

    assert len(found.columns) == 2 + 12
    assert few.columns[2:] == ("c3", "c0", "c1", "c2", "c4", "c5", "c6", "c7")
