from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.cramer_von_mises import CRAMER_VON_MISES, cramer_von_mises_test


def test_two_bins_by_hand() -> None:
    # gaps at half ties: 0.15 in both bins; weights 0.65 and 0.35
    bins = Bins.exact([1, 2])

    assert CRAMER_VON_MISES.of([8, 2], [5, 5], bins=bins) == pytest.approx(0.15**2)


def test_samples_that_do_not_overlap_are_as_far_apart_as_can_be() -> None:
    n = 1_000
    first, second = np.repeat([1.0, 0.0], n), np.repeat([0.0, 1.0], n)

    distance = CRAMER_VON_MISES.of(first, second, bins=Bins.exact(np.arange(2.0 * n)))

    assert distance == pytest.approx(1 / 3, abs=1e-3)


@pytest.mark.parametrize(("n", "m"), [(12, 9), (200, 340)])
def test_the_test_agrees_with_scipy_ties_included(n: int, m: int) -> None:
    generator = np.random.default_rng(n)
    first, second = generator.integers(0, 12, n), generator.integers(1, 13, m)

    result = cramer_von_mises_test(np.bincount(first, minlength=13), np.bincount(second, minlength=13))

    expected = stats.cramervonmises_2samp(first, second, method="asymptotic")
    assert result.statistic == pytest.approx(expected.statistic, abs=1e-9)
    assert result.p_value == pytest.approx(expected.pvalue, abs=1e-9)


def test_the_further_two_large_samples_are_apart_the_less_likely_they_are_of_one_distribution() -> None:
    p_values = [
        cramer_von_mises_test([size, size], [size, 2 * size]).p_value for size in (10**3, 10**4, 10**6, 10**8)
    ]

    assert p_values == pytest.approx([0.0] * 4, abs=1e-9)


def test_samples_more_alike_than_chance_allows_are_no_evidence() -> None:
    assert cramer_von_mises_test([500, 500], [500, 500]).p_value == pytest.approx(1.0)
    assert cramer_von_mises_test([1000], [1000]).p_value == 1.0


@pytest.mark.parametrize("pair", [([0], [5]), ([5], [0]), ([1, 0], [0, 1])])
def test_too_few_rows_say_nothing(pair: tuple[list[int], list[int]]) -> None:
    assert math.isnan(cramer_von_mises_test(*pair).p_value)


def test_it_agrees_with_gaps_of_scipys_mid_distribution_functions_over_the_rows() -> None:
    generator = np.random.default_rng(1)
    first, second = generator.integers(0, 12, 60), generator.integers(2, 13, 45)
    sides = [np.bincount(rows, minlength=13) for rows in (first, second)]

    def gaps(rows: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        below = [stats.percentileofscore(side, rows, kind="mean") / 100 for side in (first, second)]
        return below[0] - below[1], (below[0] + below[1]) / 2

    expected = sum(float((gaps(rows)[0] ** 2).mean()) for rows in (first, second)) / 2
    assert CRAMER_VON_MISES.of(sides[0], sides[1], bins=Bins.exact(np.arange(13.0))) == pytest.approx(
        expected, abs=1e-9
    )


def test_values_that_share_a_cell_of_the_grid_hide_nothing() -> None:
    counts = [40, 5, 5], [30, 10, 10]
    wide, known = (Bins.between([0.0, 1.0, 2.0, 3.0], resolution=one) for one in (0.0, 1.0))

    single = CRAMER_VON_MISES.bracket(*counts, bins=known)

    assert single.lower == pytest.approx(single.upper) == pytest.approx(single.value)
    assert CRAMER_VON_MISES.bracket(*counts, bins=wide).upper > 1.1 * single.value
