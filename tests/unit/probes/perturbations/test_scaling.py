from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.scaling import Scaling


def test_numbers_are_multiplied_or_divided() -> None:
    rows = {"x": np.array([1, 2]), "y": np.array([1, 2])}

    up = Scaling(columns=("x",), doses=(0.5,)).at(rows, 0.5, seed=1)
    down = Scaling(columns=("x",), doses=(0.5,), downwards=True).at(rows, 0.5, seed=1)

    assert up["x"].tolist() == [1.5, 3.0]
    assert down["x"].tolist() == pytest.approx([1 / 1.5, 2 / 1.5])
    assert up["y"] is rows["y"]


def test_texts_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"must be a column of numbers, because .* got 'texts'"):
        Scaling(columns=("x",), doses=(0.5,)).at({"x": np.array(["a"], dtype=object)}, 0.5, seed=1)
