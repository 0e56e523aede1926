from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.feature_dropout import FeatureDropout


def test_all_columns_are_gone_in_the_same_rows() -> None:
    rows = {"x": np.arange(10.0), "s": np.array(list("abcdefghij"), dtype=object)}

    found = FeatureDropout(columns=("x", "s"), doses=(0.3,)).at(rows, 0.3, seed=1)

    gone = np.isnan(found["x"])
    assert gone.sum() == 3
    assert [value is None for value in found["s"]] == gone.tolist()


def test_a_column_that_is_named_twice_is_refused() -> None:
    with pytest.raises(ParameterError, match="each once"):
        FeatureDropout(columns=("x", "x"), doses=(1,))
