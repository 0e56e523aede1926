from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.smoothness import Smoothness


def test_only_the_feature_that_jumps_is_shown_as_changed() -> None:
    rows = {"x": np.array([-1.0, 0.001, 1.0]), "y": np.array([0.0, 5.0, 1.0])}
    test = Smoothness(features=("x", "y"), step=0.01, tolerance=0.5)

    trial = test.trial(lambda asked: (asked["x"] > 0) + asked["y"] * 0.01, rows, seed=1)

    assert trial.violates.tolist() == [False, True, False]
    assert trial.changed["x"][1] < 0
    assert trial.changed["y"][1] == 5
    assert "0.01 standard deviations of x or y" in test.promise


@pytest.mark.parametrize(("features", "step"), [((), 0.1), (("x",), 0.0), (("x",), float("inf"))])
def test_no_features_and_no_step_are_refused(features: tuple[str, ...], step: float) -> None:
    with pytest.raises(ParameterError):
        Smoothness(features=features, step=step)


def test_rows_without_a_number_to_move_are_not_judged() -> None:
    rows = {"x": np.array([-1.0, np.nan, 1.0]), "y": np.array([0.0, np.nan, np.nan])}

    trial = Smoothness(features=("x",), step=0.01).trial(lambda asked: np.zeros(len(asked["y"])), rows, seed=1)

    assert (trial.excess.size, trial.skipped) == (2, 1)
