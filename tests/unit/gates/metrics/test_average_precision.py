from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import average_precision_score
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.average_precision import AveragePrecision


@pytest.mark.parametrize("rate", [0.0, -3.0, -6.0], ids=["even", "rare", "very rare"])
def test_it_agrees_with_scikit_learn_within_the_stated_slack(rate: float) -> None:
    columns = simulated(20_000, seed=1, rate=rate)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = AveragePrecision().estimate(cells, Model.CANDIDATE)

    off = abs(measured.estimate.value - average_precision_score(columns["late"], columns["p_new"]))
    assert off <= measured.slack < {0.0: 0.002, -3.0: 0.01, -6.0: 0.2}[rate]
    assert off < 0.001 if rate > -6 else True


def test_it_is_exact_where_scores_take_few_values() -> None:
    draw = np.random.default_rng(2)
    score = draw.choice([0.1, 0.10001, 0.3, 0.9], 500)
    score[score == 0.10001] = 0.2
    late = (draw.random(500) < score).astype(int)

    measured = AveragePrecision().estimate(whole(late, score), Model.CANDIDATE)

    assert measured.slack == 0
    assert measured.estimate.value == pytest.approx(average_precision_score(late, score), abs=1e-9)


def test_the_difference_is_candidate_minus_baseline() -> None:
    columns = simulated(20_000, seed=3)
    cells = whole(columns["late"], columns["p_new"], columns["p_old"])

    measured = AveragePrecision().difference(cells)

    old, new = (average_precision_score(columns["late"], columns[name]) for name in ("p_old", "p_new"))
    assert abs(measured.estimate.value - (new - old)) <= measured.slack
    lower, upper = measured.bounds(0.1)
    assert lower < new - old < upper


@pytest.mark.parametrize("late", [[0, 0, 0], [1, 1, 1]], ids=["no positive rows", "no negative rows"])
def test_one_class_leaves_it_undefined(late: list[int], request: pytest.FixtureRequest) -> None:
    cells = whole(late, [0.1, 0.5, 0.9])

    alone, paired = AveragePrecision().estimate(cells, Model.CANDIDATE), AveragePrecision().difference(cells)

    assert alone.undefined == paired.undefined
    assert alone.undefined in request.node.name


def test_a_model_against_itself_differs_by_nothing_and_is_surer_than_each_alone() -> None:
    columns = simulated(5_000, seed=4)
    cells = whole(columns["late"], columns["p_new"])

    measured = AveragePrecision().difference(cells).estimate

    assert measured.value == 0
    assert (
        measured.standard_error
        < 0.1 * AveragePrecision().estimate(cells, Model.CANDIDATE).estimate.standard_error
    )


def test_one_row_of_a_class_gives_no_bounds() -> None:
    cells = whole([0, 0, 1], [0.1, 0.5, 0.9])

    lower, upper = AveragePrecision().difference(cells).bounds(0.1)

    assert np.isnan(lower)
    assert np.isnan(upper)
