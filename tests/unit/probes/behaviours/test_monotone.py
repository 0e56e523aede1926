from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.monotone import Monotone
from lockgate.probes.ways import Way


def test_a_turn_between_far_steps_is_found() -> None:
    # rises by 1, then falls by 0.6 twice: no neighbours differ by as much as the ends of the fall
    answer = {0.0: 0.0, 1.0: 1.0, 2.0: 0.4, 3.0: -0.2}
    rows = {"x": np.array([0.0, 1.0, 2.0, 3.0])}
    test = Monotone(column="x", expect=Way.UP, steps=4)

    trial = test.trial(lambda asked: np.array([answer[one] for one in asked["x"]]), rows, seed=1)

    assert trial.excess == pytest.approx([1.2] * 4)
    assert (trial.rows["x"].tolist(), trial.changed["x"].tolist()) == ([1.0] * 4, [3.0] * 4)


def test_a_monotone_model_passes_either_way() -> None:
    rows = {"x": np.linspace(0, 1, 9)}

    up = Monotone(column="x", expect=Way.UP).trial(lambda asked: asked["x"], rows, seed=1)
    down = Monotone(column="x", expect=Way.DOWN).trial(lambda asked: -asked["x"], rows, seed=1)

    assert not up.violates.any()
    assert not down.violates.any()
    assert Monotone(column="x", expect=Way.UP).promise == "as x grows the answer moves only up"


def test_an_answer_that_is_no_number_breaks_it() -> None:
    trial = Monotone(column="x", expect=Way.UP).trial(
        lambda asked: np.where(asked["x"] > 0, np.nan, 0.0), {"x": np.array([0.0, 1.0])}, seed=1
    )

    assert np.isinf(trial.excess).all()


@pytest.mark.parametrize("column", [np.ones(3), np.array([np.nan])])
def test_a_column_that_does_not_vary_is_refused(column: np.ndarray) -> None:
    with pytest.raises(ParameterError, match="values differ"):
        Monotone(column="x", expect=Way.UP).trial(lambda asked: asked["x"], {"x": column}, seed=1)


def test_one_step_is_refused() -> None:
    with pytest.raises(ParameterError, match="steps"):
        Monotone(column="x", expect=Way.UP, steps=1)
