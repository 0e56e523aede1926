from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics as sk
from tests.fakes.numbers import priced, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics import metric_named
from lockgate.gates.metrics.root_mean_squared_error import RootMeanSquaredError
from lockgate.gates.task import Task

METRIC_SQUARED = metric_named("mse", Task.REGRESSION)

Floats = NDArray[np.float64]


def _oracle(label: Floats, prediction: Floats) -> float:
    return float(sk.root_mean_squared_error(label, prediction))


def test_by_hand() -> None:
    measured = RootMeanSquaredError().estimate(whole([10.0, 20.0], [13.0, 16.0]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(12.5**0.5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_its_oracle_and_its_bounds_hold_it(seed: int) -> None:
    columns = priced(1_000, seed=seed)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))
    cells = whole(label, new, old)

    alone, paired = (
        RootMeanSquaredError().estimate(cells, Model.CANDIDATE),
        RootMeanSquaredError().difference(cells),
    )

    expected = _oracle(label, new)
    assert alone.estimate.value == pytest.approx(expected, rel=1e-09)
    assert paired.estimate.value == pytest.approx(expected - _oracle(label, old), rel=1e-7, abs=1e-9)
    for measured in (alone, paired):
        lower, upper = measured.bounds(0.1)
        assert lower < measured.estimate.value < upper


def test_it_decides_as_the_mean_squared_error() -> None:
    columns = priced(300, seed=4)
    cells = whole(columns["price"], columns["p_new"])

    root = RootMeanSquaredError().estimate(cells, Model.CANDIDATE).bounds(0.1)

    square = METRIC_SQUARED.estimate(cells, Model.CANDIDATE).bounds(0.1)
    assert [end**2 for end in root] == pytest.approx(square, rel=1e-9)
