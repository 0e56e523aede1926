from __future__ import annotations

import numpy as np

from lockgate.domain.errors import ModelError
from lockgate.probes.behaviour import Trial
from lockgate.probes.behaviours.determinism import Determinism
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.perturbations.sign_flip import SignFlip
from lockgate.probes.rows import Predict, Rows
from lockgate.probes.smallest import answers_or_nan, smallest_example


def trial_of(test: Invariance, model: Predict, rows: Rows) -> Trial:
    return test.trial(model, rows, seed=1)


def test_changes_that_are_not_needed_are_undone() -> None:
    test = Invariance(when=SignFlip(columns=("x", "y", "z"), doses=(1,)))
    rows = {"x": np.array([1.0]), "y": np.array([1.0]), "z": np.array([1.0]), "other": np.array([7.0])}

    def model(asked: Rows) -> np.ndarray:
        return np.where((asked["y"] < 0) & (asked["other"] == 7), 1.0, 0.0)

    found = smallest_example(test, model, trial_of(test, model, rows))

    assert found is not None
    assert found.changed == ("y",)
    assert [found.after[name][0] for name in ("x", "y", "z")] == [1, -1, 1]
    assert (found.answer_before, found.answer_after) == ((0,), (1,))


def test_the_worst_row_is_shown() -> None:
    test = Invariance(when=SignFlip(columns=("x",), doses=(1,)))
    rows = {"x": np.array([1.0, 5.0, 2.0])}

    found = smallest_example(test, lambda asked: asked["x"], trial_of(test, lambda asked: asked["x"], rows))

    assert found is not None
    assert found.before["x"].tolist() == [5.0]


def test_where_nothing_breaks_it_there_is_no_example() -> None:
    test = Invariance(when=SignFlip(columns=("x",), doses=(1,)))
    rows = {"x": np.array([1.0])}

    assert smallest_example(test, abs_of, trial_of(test, abs_of, rows)) is None


def test_a_change_from_nothing_to_nothing_is_none() -> None:
    rows = {"x": np.array([np.nan]), "y": np.array([1.0])}
    trial = Trial(
        rows=rows,
        changed={"x": np.array([np.nan]), "y": np.array([2.0])},
        before=np.zeros(1),
        after=np.ones(1),
        excess=np.ones(1),
    )

    found = smallest_example(Determinism(), abs_of, trial)

    assert found is not None
    assert found.changed == ("y",)


def test_one_bad_row_does_not_cost_the_others_their_answer() -> None:
    def model(asked: Rows) -> np.ndarray:
        if (asked["x"] == 3).any():
            raise ModelError.failed("m", "three")
        return asked["x"]

    found = answers_or_nan(model, {"x": np.arange(6.0)})

    assert np.isnan(found).tolist() == [False, False, False, True, False, False]
    assert answers_or_nan(model, {"x": np.array([3.0])[:0]}).size == 0


def abs_of(asked: Rows) -> np.ndarray:
    return np.abs(asked["x"])


def test_a_row_without_an_answer_has_as_many_numbers_as_the_others() -> None:
    def model(asked: Rows) -> np.ndarray:
        if (asked["x"] > 2).any():
            raise ModelError.failed("m", "no")
        return np.stack([asked["x"], -asked["x"]], axis=1)

    found = answers_or_nan(model, {"x": np.array([3.0, 1.0, 2.0, 4.0])})

    assert np.isnan(found).tolist() == [[True, True], [False, False], [False, False], [True, True]]
    assert found[1].tolist() == [1, -1]
