from __future__ import annotations

import numpy as np
import pytest
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.expected_calibration_error import ExpectedCalibrationError


def _oracle(late: object, score: object) -> float:
    """Compute it row by row."""
    label, p = np.asarray(late), np.asarray(score)
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs((p - label)[bins == one].sum()) for one in range(10)) / p.size)


@pytest.mark.parametrize("rate", [0.0, -3.0, 3.0])
def test_it_agrees_with_the_definition_row_by_row(rate: float) -> None:
    columns = simulated(4_000, seed=1, rate=rate)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = ExpectedCalibrationError().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(_oracle(columns["late"], columns["p_new"]), abs=1e-9)


def test_a_score_on_an_edge_belongs_to_the_bin_above() -> None:
    cells = whole([0, 1, 0, 1], [0.1, 0.3, 0.6, 0.7])

    measured = ExpectedCalibrationError().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx((0.1 + 0.7 + 0.6 + 0.3) / 4)


def test_the_difference_is_candidate_minus_baseline() -> None:
    columns = simulated(4_000, seed=2)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = ExpectedCalibrationError().difference(cells)

    old, new = (_oracle(columns["late"], columns[name]) for name in ("p_old", "p_new"))
    assert measured.estimate.value == pytest.approx(new - old, abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < new - old < upper


def test_the_same_seed_gives_the_same_bounds() -> None:
    columns = simulated(1_000, seed=3)
    first, second = (whole(columns["late"], columns["p_new"]) for _ in range(2))

    bounds = [
        ExpectedCalibrationError().estimate(cells, Model.CANDIDATE).bounds(0.1) for cells in (first, second)
    ]

    assert bounds[0] == bounds[1]


def test_it_is_undefined_without_rows() -> None:
    cells = whole(np.zeros(0, dtype=int), np.zeros(0))

    alone, paired = (
        ExpectedCalibrationError().estimate(cells, Model.CANDIDATE),
        ExpectedCalibrationError().difference(cells),
    )

    assert alone.undefined == paired.undefined == "no rows"
