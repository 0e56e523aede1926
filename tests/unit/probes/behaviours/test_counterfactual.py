from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.counterfactual import Counterfactual
from lockgate.probes.rows import Rows


def test_the_value_that_moves_the_answer_most_is_shown() -> None:
    rows = {"g": np.array(["a", "b", None], dtype=object), "x": np.array([1.0, 0.0, 1.0])}
    worth = {"a": 0.0, "b": 1.0, "c": 3.0, None: 0.0}

    def model(asked: Rows) -> np.ndarray:
        return np.array([worth[one] for one in asked["g"]]) * asked["x"]

    trial = Counterfactual(column="g", values=("a", "b", "c")).trial(model, rows, seed=1)

    assert trial.excess.tolist() == [3, 0, 3]
    assert trial.changed["g"].tolist() == ["c", "b", "c"]


def test_values_of_numbers_are_tried_too() -> None:
    rows = {"g": np.array([0, 1])}

    trial = Counterfactual(column="g").trial(lambda asked: asked["g"], rows, seed=1)

    assert trial.violates.tolist() == [True, True]


@pytest.mark.parametrize("column", [np.array(["a", None], dtype=object), np.arange(51)])
def test_one_value_and_too_many_are_refused(column: np.ndarray) -> None:
    with pytest.raises(ParameterError, match="values"):
        Counterfactual(column="g").trial(lambda asked: asked["g"], {"g": column}, seed=1)
