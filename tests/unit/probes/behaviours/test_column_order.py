from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.behaviours.column_order import ColumnOrder


def test_a_model_that_goes_by_names_passes() -> None:
    rows = {"x": np.ones(2), "y": np.zeros(2)}

    assert not ColumnOrder().trial(lambda asked: asked["x"], rows, seed=1).violates.any()


def test_a_model_that_goes_by_places_is_found() -> None:
    rows = {"x": np.ones(2), "y": np.zeros(2)}

    trial = ColumnOrder().trial(lambda asked: np.array(list(asked.values()))[0], rows, seed=1)

    assert trial.excess == pytest.approx([1, 1])


def test_an_infinite_tolerance_is_refused() -> None:
    with pytest.raises(ParameterError, match="tolerance"):
        ColumnOrder(tolerance=float("inf"))
