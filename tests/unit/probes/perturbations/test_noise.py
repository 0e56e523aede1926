from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.probes.perturbations.noise import Noise


def test_noise_has_the_spread_of_its_dose_and_no_mean() -> None:
    rows = {"x": np.random.default_rng(1).normal(5, 3, 20_000)}

    changed = Noise(columns=("x",), doses=(0.5,)).at(rows, 0.5, seed=2)["x"]

    added = changed - rows["x"]
    assert added.std() == pytest.approx(0.5 * rows["x"].std(), rel=0.03)
    assert abs(added.mean()) < 0.05


def test_each_column_gets_noise_of_its_own_and_a_greater_dose_more_of_the_same() -> None:
    rows = {"x": np.arange(6.0), "y": np.arange(6.0)}
    noise = Noise(columns=("x", "y"), doses=(0.1, 0.2))

    small, large = noise.at(rows, 0.1, seed=3), noise.at(rows, 0.2, seed=3)

    assert not np.array_equal(small["x"], small["y"])
    assert large["x"] - rows["x"] == pytest.approx(2 * (small["x"] - rows["x"]))


def test_a_constant_column_has_no_spread_to_measure_noise_by() -> None:
    with pytest.raises(ParameterError, match="columns whose values differ"):
        Noise(columns=("x",), doses=(0.1,)).at({"x": np.ones(3)}, 0.1, seed=1)
