from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.fakes.numbers import priced, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.weighted_absolute_percentage_error import WeightedAbsolutePercentageError

Floats = NDArray[np.float64]


def _oracle(label: Floats, prediction: Floats) -> float:
    return float(np.abs(prediction - label).sum() / np.abs(label).sum())


def test_by_hand() -> None:
    measured = WeightedAbsolutePercentageError().estimate(whole([10.0, -30.0], [11.0, -27.0]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(0.1)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_its_oracle_and_its_bounds_hold_it(seed: int) -> None:
    columns = priced(1_000, seed=seed)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))
    cells = whole(label, new, old)

    alone, paired = (
        WeightedAbsolutePercentageError().estimate(cells, Model.CANDIDATE),
        WeightedAbsolutePercentageError().difference(cells),
    )

    expected = _oracle(label, new)
    assert alone.estimate.value == pytest.approx(expected, rel=1e-09)
    assert paired.estimate.value == pytest.approx(expected - _oracle(label, old), rel=1e-7, abs=1e-9)
    for measured in (alone, paired):
        lower, upper = measured.bounds(0.1)
        assert lower < measured.estimate.value < upper


def test_single_labels_of_zero_do_no_harm_and_only_zeros_do() -> None:
    some, none = (
        WeightedAbsolutePercentageError().estimate(whole(label, [1.0, 5.0]), Model.CANDIDATE)
        for label in ([0.0, 4.0], [0.0, 0.0])
    )

    assert some.estimate.value == pytest.approx(0.5)
    assert none.undefined == "all labels are 0"
