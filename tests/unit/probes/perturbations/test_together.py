from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.sign_flip import SignFlip
from lockgate.probes.perturbations.together import Together
from lockgate.probes.perturbations.unit_change import UnitChange

FLIP = SignFlip(columns=("x",), doses=(1,))
UNIT = UnitChange(columns=("y",), doses=(1,), power=1)


def test_all_faults_are_in_the_same_rows() -> None:
    rows = {"x": np.arange(1, 11), "y": np.arange(1, 11)}
    together = Together.of((FLIP, UNIT), doses=(0.4,))

    found = together.at(rows, 0.4, seed=1)

    assert ((found["x"] < 0) == (found["y"] != rows["y"])).all()
    assert int((found["x"] < 0).sum()) == 4
    assert together.title == "sign_flip of x and unit_change of y"
    assert together.reads == ("x", "y")


def test_one_fault_is_not_together() -> None:
    with pytest.raises(ParameterError, match="two faults"):
        Together.of((FLIP,), doses=(1,))


def test_columns_are_those_of_the_faults() -> None:
    with pytest.raises(ParameterError, match="those of its faults"):
        Together(columns=("x",), doses=(1,), faults=(FLIP, UNIT))
