from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.missing import Missing


def test_each_column_loses_its_share_in_other_rows() -> None:
    rows = {"x": np.arange(1_000), "y": np.arange(1_000)}

    found = Missing(columns=("x", "y"), doses=(0.3,)).at(rows, 0.3, seed=1)

    gone = [np.isnan(found[name]) for name in ("x", "y")]
    assert [int(one.sum()) for one in gone] == [300, 300]
    assert 50 < int((gone[0] & gone[1]).sum()) < 130
    assert rows["x"].dtype.kind == "i"


def test_texts_and_instants_and_booleans_lose_values_in_their_own_way() -> None:
    rows = {
        "s": np.array(["a", "b"], dtype=object),
        "t": np.array(["2013-01-01", "2013-01-02"], dtype="datetime64[us]"),
        "b": np.array([True, False]),
    }

    found = Missing(columns=("s", "t", "b"), doses=(1,)).at(rows, 1, seed=1)

    assert found["s"].tolist() == [None, None]
    assert np.isnat(found["t"]).all()
    assert found["b"].tolist() == [None, None]


def test_more_than_all_rows_are_refused() -> None:
    with pytest.raises(ParameterError, match="doses"):
        Missing(columns=("x",), doses=(1.5,))
