from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.directional import Directional
from lockgate.probes.ways import Way


def test_rows_without_a_value_are_not_judged() -> None:
    rows = {"x": np.array([1.0, np.nan, -1.0])}

    trial = Directional(column="x", by=0.5, expect=Way.UP).trial(lambda asked: asked["x"] ** 2, rows, seed=1)

    assert trial.skipped == 1
    assert trial.violates.tolist() == [False, True]
    assert trial.changed["x"].tolist() == [1.5, -0.5]


def test_down_is_the_other_way() -> None:
    test = Directional(column="x", by=1, expect=Way.DOWN, tolerance=0.5)

    trial = test.trial(lambda asked: asked["x"], {"x": np.array([1.0])}, seed=1)

    assert trial.excess.tolist() == [0.5]
    assert test.promise == "1 more of x moves the answer down"


@pytest.mark.parametrize("by", [0, float("nan")])
def test_a_change_of_nothing_is_refused(by: float) -> None:
    with pytest.raises(ParameterError, match="by"):
        Directional(column="x", by=by, expect=Way.UP)


def test_where_no_row_has_a_value_nothing_is_judged_and_the_model_not_asked() -> None:
    test = Directional(column="x", by=1, expect=Way.UP)

    trial = test.trial(lambda _: np.zeros(0), {"x": np.array([np.nan, np.nan])}, seed=1)

    assert (trial.excess.size, trial.skipped) == (0, 2)
