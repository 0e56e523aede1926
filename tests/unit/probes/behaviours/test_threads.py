from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.threads import Threads
from lockgate.probes.rows import Rows


def test_a_model_that_shares_its_state_is_found() -> None:
    asked = [0]

    def counting(rows: Rows) -> np.ndarray:
        asked[0] += 1
        return rows["x"] + asked[0]

    trial = Threads(threads=2).trial(counting, {"x": np.zeros(3)}, seed=1)

    assert trial.violates.all()
    assert trial.excess.max() == pytest.approx(4)


def test_a_model_without_state_passes() -> None:
    assert not Threads(threads=2).trial(lambda rows: rows["x"], {"x": np.zeros(3)}, seed=1).violates.any()


def test_one_thread_is_refused() -> None:
    with pytest.raises(ParameterError, match="threads"):
        Threads(threads=1)
