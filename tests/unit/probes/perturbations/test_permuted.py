from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.permuted import Permuted


def test_values_come_together_from_another_row() -> None:
    rows = {"x": np.arange(50), "y": np.arange(50) * 2}

    found = Permuted(columns=("x", "y"), doses=(1,)).at(rows, 1, seed=1)

    assert (found["y"] == 2 * found["x"]).all()
    assert sorted(found["x"].tolist()) == rows["x"].tolist()
    assert not np.array_equal(found["x"], rows["x"])


def test_no_column_is_refused() -> None:
    with pytest.raises(ParameterError, match="at least one column"):
        Permuted(columns=(), doses=(1,))
