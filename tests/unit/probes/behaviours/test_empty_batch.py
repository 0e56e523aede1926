from __future__ import annotations

import numpy as np

from lockgate.domain.errors import ModelError
from lockgate.probes.behaviours.empty_batch import EmptyBatch
from lockgate.probes.judge import judge_tallies
from lockgate.probes.rows import Rows
from lockgate.probes.tally import Tally

ROWS = {"x": np.arange(3.0)}


def test_a_model_that_raises_on_no_rows_is_found() -> None:
    def model(rows: Rows) -> np.ndarray:
        if not len(rows["x"]):
            raise ModelError.failed("m", "no samples")
        return rows["x"]

    trial = EmptyBatch().trial(model, ROWS, seed=1)

    assert trial.excess.tolist() == [np.inf]
    assert np.isnan(trial.after).all()


def test_an_error_is_not_told_as_an_answer_without_a_number() -> None:
    counted = Tally(n=1, broken=1, worst=np.inf)

    (found,) = judge_tallies(EmptyBatch(), (counted,), "t", alpha=0.05)

    assert found.summary == (
        "1 of 1 rows break it (100 %); the model raised an error, or answered without having been asked"
    )


def test_a_model_that_answers_to_nothing_with_something_is_found() -> None:
    trial = EmptyBatch().trial(lambda _: np.ones(1), ROWS, seed=1)

    assert trial.violates.tolist() == [True]


def test_no_rows_and_no_answers_pass() -> None:
    assert not EmptyBatch().trial(lambda rows: rows["x"], ROWS, seed=1).violates.any()
