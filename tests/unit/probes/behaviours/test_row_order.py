from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.row_order import RowOrder


def test_answers_follow_their_rows() -> None:
    trial = RowOrder().trial(lambda rows: rows["x"], {"x": np.arange(20.0)}, seed=1)

    assert not trial.violates.any()
    assert trial.after.tolist() == trial.before.tolist()


def test_a_model_that_ranks_its_batch_by_place_is_found() -> None:
    trial = RowOrder().trial(lambda rows: np.arange(len(rows["x"])), {"x": np.arange(20.0)}, seed=1)

    assert trial.violates.sum() > 10


def test_a_tolerance_below_0_is_refused() -> None:
    with pytest.raises(ParameterError, match="tolerance"):
        RowOrder(tolerance=-1)
