from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.default_filled import DefaultFilled


def test_missing_values_are_filled_too() -> None:
    rows = {"x": np.array([1.0, np.nan]), "s": np.array(["a", None], dtype=object)}

    numbers = DefaultFilled(columns=("x",), doses=(1,), value=-999).at(rows, 1, seed=1)["x"]
    texts = DefaultFilled(columns=("s",), doses=(1,), value="?").at(rows, 1, seed=1)["s"]

    assert numbers.tolist() == [-999.0, -999.0]
    assert texts.tolist() == ["?", "?"]


@pytest.mark.parametrize(("column", "value"), [(np.arange(2), "?"), (np.array(["a"], dtype=object), 0.0)])
def test_a_default_of_another_type_is_refused(column: np.ndarray, value: float | str) -> None:
    with pytest.raises(ParameterError, match="value"):
        DefaultFilled(columns=("x",), doses=(1,), value=value).at({"x": column}, 1, seed=1)
