from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.stale import Stale


def test_values_are_those_of_the_entity_some_rows_before() -> None:
    rows = {
        "x": np.array([10, 20, 30, 1, 2, 3]),
        "t": np.array([3, 1, 2, 1, 2, 3]),
        "who": np.array(["a", "a", "a", "b", "b", "b"], dtype=object),
    }
    stale = Stale(columns=("x",), doses=(1,), order="t", entity="who", lag=2)

    assert stale.at(rows, 1, seed=1)["x"].tolist() == [20, 20, 30, 1, 2, 1]
    assert stale.reads == ("x", "t", "who")


def test_without_entity_the_row_before_counts() -> None:
    rows = {"x": np.array([1.0, 2.0, 3.0]), "t": np.array([2, 1, 3])}
    stale = Stale(columns=("x",), doses=(1,), order="t")

    assert stale.at(rows, 1, seed=1)["x"].tolist() == [2, 2, 1]
    assert stale.reads == ("x", "t")


def test_a_lag_of_nothing_is_refused() -> None:
    with pytest.raises(ParameterError, match="lag"):
        Stale(columns=("x",), doses=(1,), order="t", lag=0)
