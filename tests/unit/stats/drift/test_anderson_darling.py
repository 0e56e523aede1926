from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from lockgate.stats.drift.anderson_darling import ANDERSON_DARLING, _variance, anderson_darling_test
from lockgate.stats.drift.bins import Bins


def test_two_bins_by_hand() -> None:
    # gap 0.15 in both bins; halves of the pooled shares 0.65 and 0.35
    bins = Bins.exact([1, 2])

    expected = 0.15**2 * (0.65 / (0.325 * 0.675) + 0.35 / (0.825 * 0.175))

    assert ANDERSON_DARLING.of([8, 2], [5, 5], bins=bins) == pytest.approx(expected)


@pytest.mark.parametrize(("n", "m", "shift"), [(12, 9, 2), (30, 17, 1), (200, 340, 0), (200, 340, 3)])
def test_the_test_agrees_with_scipy_ties_included(n: int, m: int, shift: int) -> None:
    generator = np.random.default_rng(n)
    first, second = generator.integers(0, 12, n), generator.integers(shift, 12 + shift, m)

    result = anderson_darling_test(np.bincount(first, minlength=16), np.bincount(second, minlength=16))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # p-values at the ends of the table; variants to come
        expected = stats.anderson_ksamp([first, second])
    assert result.statistic == pytest.approx(expected.statistic, abs=1e-9)
    assert result.p_value == pytest.approx(expected.pvalue, abs=1e-9)


def test_for_many_rows_the_variance_goes_on_as_it_was() -> None:
    assert _variance(50_001, 50_000) == pytest.approx(_variance(50_000, 50_000), rel=1e-6)


@pytest.mark.parametrize("pair", [([0, 0], [5, 5]), ([5, 5], [0, 0]), ([1, 0], [1, 1]), ([5, 0], [7, 0])])
def test_too_little_says_nothing(pair: tuple[list[int], list[int]]) -> None:
    assert math.isnan(anderson_darling_test(*pair).p_value)


def test_it_agrees_with_gaps_of_scipys_mid_distribution_functions_over_the_rows() -> None:
    generator = np.random.default_rng(1)
    first, second = generator.integers(0, 12, 60), generator.integers(2, 13, 45)
    sides = [np.bincount(rows, minlength=13) for rows in (first, second)]

    def gaps(rows: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        below = [stats.percentileofscore(side, rows, kind="mean") / 100 for side in (first, second)]
        return below[0] - below[1], (below[0] + below[1]) / 2

    expected = (
        sum(
            float((gaps(rows)[0] ** 2 / (gaps(rows)[1] * (1 - gaps(rows)[1]))).mean())
            for rows in (first, second)
        )
        / 2
    )
    assert ANDERSON_DARLING.of(sides[0], sides[1], bins=Bins.exact(np.arange(13.0))) == pytest.approx(
        expected, abs=1e-9
    )


def test_values_that_share_a_cell_of_the_grid_hide_nothing() -> None:
    counts = [40, 5, 5], [30, 10, 10]
    wide, known = (Bins.between([0.0, 1.0, 2.0, 3.0], resolution=one) for one in (0.0, 1.0))

    single = ANDERSON_DARLING.bracket(*counts, bins=known)

    assert single.lower == pytest.approx(single.upper) == pytest.approx(single.value)
    assert ANDERSON_DARLING.bracket(*counts, bins=wide).upper > 1.1 * single.value
