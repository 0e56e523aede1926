from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.rounding import Rounding


def test_numbers_go_to_the_nearest_multiple() -> None:
    rows = {"x": np.array([0.0, 0.9, 1.2, 2.0])}

    found = Rounding(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"]

    step = rows["x"].std()
    assert found == pytest.approx(np.round(rows["x"] / step) * step)
    assert abs(found - rows["x"]).max() <= step / 2


def test_texts_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"must be a column of numbers, because .* got 'texts'"):
        Rounding(columns=("x",), doses=(1,)).at({"x": np.array(["a"], dtype=object)}, 1, seed=1)
