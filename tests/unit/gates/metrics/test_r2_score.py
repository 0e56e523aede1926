from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn import metrics as sk
from tests.fakes.numbers import priced, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.r2_score import R2Score

Floats = NDArray[np.float64]


def _oracle(label: Floats, prediction: Floats) -> float:
    return float(sk.r2_score(label, prediction))


def test_by_hand() -> None:
    measured = R2Score().estimate(whole([1.0, 2.0, 3.0], [1.0, 2.0, 4.0]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(0.5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_its_oracle_and_its_bounds_hold_it(seed: int) -> None:
    columns = priced(1_000, seed=seed)
    label, old, new = (columns[name] for name in ("price", "p_old", "p_new"))
    cells = whole(label, new, old)

    alone, paired = R2Score().estimate(cells, Model.CANDIDATE), R2Score().difference(cells)

    expected = _oracle(label, new)
    assert alone.estimate.value == pytest.approx(expected, rel=1e-09)
    assert paired.estimate.value == pytest.approx(expected - _oracle(label, old), rel=1e-7, abs=1e-9)
    for measured in (alone, paired):
        lower, upper = measured.bounds(0.1)
        assert lower < measured.estimate.value < upper


def test_it_is_undefined_where_all_labels_are_alike() -> None:
    cells = whole([0.1] * 5, [1.0, 2.0, 3.0, 4.0, 5.0], [1.0] * 5)

    assert R2Score().estimate(cells, Model.CANDIDATE).undefined == "all labels are alike"
    assert R2Score().difference(cells).undefined == "all labels are alike"


def test_it_is_below_zero_where_the_mean_of_the_labels_predicts_better() -> None:
    measured = R2Score().estimate(whole([1.0, 2.0, 3.0], [3.0, 2.0, 1.0]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(-3.0)
