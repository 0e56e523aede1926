from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as sk
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.log_loss import LogLoss


def _oracle(late: object, score: object) -> float:
    return float(sk.log_loss(late, score))


def test_it_agrees_with_scikit_learn_and_its_bounds_hold_it() -> None:
    columns = simulated(4_000, seed=1, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = LogLoss().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(_oracle(columns["late"], columns["p_new"]), abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < measured.estimate.value < upper


def test_the_difference_is_candidate_minus_baseline() -> None:
    columns = simulated(4_000, seed=2, rate=0.0)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = LogLoss().difference(cells)

    old, new = (_oracle(columns["late"], columns[name]) for name in ("p_old", "p_new"))
    assert measured.estimate.value == pytest.approx(new - old, abs=1e-9)
    lower, upper = measured.bounds(0.1)
    assert lower < new - old < upper


def test_pairing_makes_the_difference_of_related_models_sharper() -> None:
    columns = simulated(4_000, seed=3, rate=0.0, noise=0.1)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    paired = LogLoss().difference(cells).estimate.standard_error

    alone = [LogLoss().estimate(cells, model).estimate.standard_error for model in Model]
    assert paired < 0.8 * np.hypot(alone[0], alone[1])


def test_it_is_undefined_without_rows() -> None:
    cells = whole(np.zeros(0, dtype=int), np.zeros(0))

    alone, paired = LogLoss().estimate(cells, Model.CANDIDATE), LogLoss().difference(cells)

    assert alone.undefined == paired.undefined == "no rows"
    assert np.isnan(alone.estimate.value)


def test_a_wrong_certainty_costs_a_finite_loss() -> None:
    cells = whole([1, 0], [0.0, 1.0])

    measured = LogLoss().estimate(cells, Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(-np.log(1e-15))


def test_the_standard_error_of_the_difference_is_that_of_the_row_wise_differences() -> None:
    columns = simulated(3_000, seed=4)
    late, old, new = (np.asarray(columns[name]) for name in ("late", "p_old", "p_new"))
    rows = -np.log(np.where(late == 1, new, 1 - new)) + np.log(np.where(late == 1, old, 1 - old))

    measured = LogLoss().difference(whole(late, new, old))

    assert measured.estimate.standard_error == pytest.approx(rows.std(ddof=1) / np.sqrt(rows.size), rel=1e-9)


@pytest.mark.parametrize("n", [10, 14, 22, 30, 50])
def test_equal_losses_of_few_rows_do_not_look_certain(n: int) -> None:
    late, score = np.array([1, 0] * (n // 2)), np.array([0.9, 0.1] * (n // 2))

    lower, upper = LogLoss().estimate(whole(late, score, score), Model.CANDIDATE).bounds(0.1)

    assert upper - lower > 1 / n  # not the rounding of a sum
