from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.column_swap import ColumnSwap


def test_missing_values_are_exchanged_too() -> None:
    rows = {"x": np.array([1.0, np.nan]), "y": np.array([3.0, 4.0])}

    found = ColumnSwap(columns=("x", "y"), doses=(1,)).at(rows, 1, seed=1)

    assert found["x"].tolist() == [3.0, 4.0]
    assert found["y"][0] == 1
    assert np.isnan(found["y"][1])


def test_three_columns_are_refused() -> None:
    with pytest.raises(ParameterError, match="two columns"):
        ColumnSwap(columns=("x", "y", "z"), doses=(1,))


def test_a_number_is_not_taken_for_a_text() -> None:
    with pytest.raises(ParameterError, match="one type"):
        ColumnSwap(columns=("x", "y"), doses=(1,)).at(
            {"x": np.arange(1), "y": np.array(["a"], dtype=object)}, 1, seed=1
        )
