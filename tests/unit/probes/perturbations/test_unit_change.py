from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.unit_change import UnitChange


def test_numbers_come_in_another_unit_and_missing_ones_stay() -> None:
    rows = {"x": np.array([1.0, np.nan])}

    found = UnitChange(columns=("x",), doses=(1,), power=-2).at(rows, 1, seed=1)["x"]

    assert found[0] == pytest.approx(0.01)
    assert np.isnan(found[1])


@pytest.mark.parametrize("power", [0, 13, float("nan")])
def test_a_power_that_changes_nothing_or_everything_is_refused(power: float) -> None:
    with pytest.raises(ParameterError, match="power"):
        UnitChange(columns=("x",), doses=(1,), power=power)
