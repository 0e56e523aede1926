from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.determinism import Determinism


def test_a_model_without_chance_passes() -> None:
    trial = Determinism(repeats=3).trial(lambda rows: rows["x"] * 2, {"x": np.arange(3.0)}, seed=1)

    assert not trial.violates.any()
    assert trial.after.tolist() == [0, 2, 4]


def test_the_farthest_answer_counts() -> None:
    drawn = iter([0.5, 0.6, 0.9, 0.55])
    trial = Determinism(repeats=3).trial(lambda _: np.array([next(drawn)]), {"x": np.arange(1)}, seed=1)

    assert trial.after.tolist() == [0.9]
    assert trial.excess == pytest.approx([0.4])


def test_no_repeats_are_refused() -> None:
    with pytest.raises(ParameterError, match="repeats"):
        Determinism(repeats=0)
