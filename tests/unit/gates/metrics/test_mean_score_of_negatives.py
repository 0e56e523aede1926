from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from tests.fakes.predictions import simulated, whole

from lockgate.gates.cells import Model
from lockgate.gates.metrics.mean_score_of_negatives import MeanScoreOfNegatives


def test_it_agrees_with_numpy_and_its_bounds_with_scipy() -> None:
    columns = simulated(4_000, seed=1)
    of_class = columns["p_new"][columns["late"] == 0]

    measured = MeanScoreOfNegatives().estimate(whole(columns["late"], columns["p_new"]), Model.CANDIDATE)

    assert measured.estimate.value == pytest.approx(of_class.mean(), abs=1e-9)
    assert (measured.estimate.n, measured.estimate.support) == (4_000, of_class.size)
    expected = stats.ttest_1samp(of_class, 0).confidence_interval(0.9)
    assert measured.bounds(0.1) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_the_difference_is_paired() -> None:
    columns = simulated(4_000, seed=2)
    gap = (columns["p_new"] - columns["p_old"])[columns["late"] == 0]

    measured = MeanScoreOfNegatives().difference(whole(columns["late"], columns["p_new"], columns["p_old"]))

    expected = stats.ttest_1samp(gap, 0).confidence_interval(0.9)
    assert measured.estimate.value == pytest.approx(np.mean(gap), abs=1e-9)
    assert measured.bounds(0.1) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_without_rows_of_the_class_it_is_undefined() -> None:
    cells = whole([1, 1], [0.2, 0.8])

    alone, paired = (
        MeanScoreOfNegatives().estimate(cells, Model.CANDIDATE),
        MeanScoreOfNegatives().difference(cells),
    )

    assert alone.undefined == paired.undefined == "no negative rows"
