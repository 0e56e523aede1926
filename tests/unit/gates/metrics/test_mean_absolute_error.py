from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics as sk
from tests.fakes.numbers import priced, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.mean_absolute_error import MeanAbsoluteError

Floats = NDArray[np.float64]


def _oracle(label: Floats, prediction: Floats) -> float:
    return float(sk.mean_absolute_error(label, prediction))


def test_by_hand() -> None:
    measured = MeanAbsoluteError().estimate(whole([10.0, 20.0, 30.0], [11.0, 18.0, 33.0]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(2.0)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_its_oracle_and_its_bounds_hold_it(seed: int) -> None:
    columns = priced(1_000, seed=seed)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))
    cells = whole(label, new, old)

    alone, paired = MeanAbsoluteError().estimate(cells, Model.CANDIDATE), MeanAbsoluteError().difference(cells)

    expected = _oracle(label, new)
    assert alone.estimate.value == pytest.approx(expected, rel=1e-09)
    assert paired.estimate.value == pytest.approx(expected - _oracle(label, old), rel=1e-7, abs=1e-9)
    for measured in (alone, paired):
        lower, upper = measured.bounds(0.1)
        assert lower < measured.estimate.value < upper
