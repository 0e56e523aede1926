from __future__ import annotations

import numpy as np

from lockgate.domain.errors import ModelError
from lockgate.probes.behaviours.empty_batch import EmptyBatch
from lockgate.probes.rows import Rows

ROWS = {"x": np.arange(3.0)}


def test_a_model_that_raises_on_no_rows_is_found() -> None:
    def model(rows: Rows) -> np.ndarray:
        if not len(rows["x"]):
            raise ModelError.failed("m", "no samples")
        return rows["x"]

    trial = EmptyBatch().trial(model, ROWS, seed=1)

    assert trial.excess.tolist() == [np.inf]


def test_a_model_that_answers_to_nothing_with_something_is_found() -> None:
    trial = EmptyBatch().trial(lambda _: np.ones(1), ROWS, seed=1)

    assert trial.violates.tolist() == [True]


def test_no_rows_and_no_answers_pass() -> None:
    assert not EmptyBatch().trial(lambda rows: rows["x"], ROWS, seed=1).violates.any()
