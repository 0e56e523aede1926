from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.shift import Shift


@pytest.mark.parametrize(("downwards", "expected"), [(False, [1.0, 3.0]), (True, [-1.0, 1.0])])
def test_numbers_move_by_their_spread(*, downwards: bool, expected: list[float]) -> None:
    shift = Shift(columns=("x",), doses=(1,), downwards=downwards)

    assert shift.at({"x": np.array([0.0, 2.0])}, 1, seed=1)["x"].tolist() == expected


def test_the_spread_leaves_missing_and_infinite_numbers_out() -> None:
    rows = {"x": np.array([0.0, 2.0, np.nan, np.inf])}

    found = Shift(columns=("x",), doses=(1,)).at(rows, 1, seed=1)["x"]

    assert found[:2].tolist() == [1.0, 3.0]
    assert np.isnan(found[2])


def test_all_missing_is_refused() -> None:
    with pytest.raises(ParameterError, match="differ"):
        Shift(columns=("x",), doses=(1,)).at({"x": np.array([np.nan])}, 1, seed=1)
