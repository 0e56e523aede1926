from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.kolmogorov_smirnov import KOLMOGOROV_SMIRNOV, _limit_tail, kolmogorov_smirnov_test


def test_three_bins_by_hand() -> None:
    bins = Bins.between([0, 1, 2, 3])

    bracket = KOLMOGOROV_SMIRNOV.bracket([5, 3, 2], [2, 3, 5], bins=bins)

    assert bracket.value == bracket.lower == pytest.approx(0.3)
    assert bracket.upper == pytest.approx(0.6)  # inside the second bin, if its reference rows come first


@pytest.mark.parametrize(("n", "m"), [(1, 1), (7, 5), (40, 40), (300, 170)])
def test_the_exact_test_agrees_with_scipy(n: int, m: int) -> None:
    generator = np.random.default_rng(n)
    first, second = generator.normal(size=n), generator.normal(0.3, size=m)
    is_first = np.isin(np.sort(np.concatenate((first, second))), first).astype(float)

    result = kolmogorov_smirnov_test(is_first, 1 - is_first)

    expected = stats.ks_2samp(first, second, method="exact")
    assert result.statistic == pytest.approx(expected.statistic, abs=1e-9)
    assert result.p_value == pytest.approx(expected.pvalue, abs=1e-9)


def test_large_samples_take_the_limit_distribution() -> None:
    result = kolmogorov_smirnov_test([10_000, 10_100], [10_100, 10_000])

    gap = 10_100 / 20_100 - 10_000 / 20_100
    assert result.statistic == pytest.approx(gap)
    assert result.p_value == pytest.approx(stats.kstwobign.sf(gap * math.sqrt(20_100 / 2)), abs=1e-9)


def test_either_way_can_be_asked_for() -> None:
    exact = kolmogorov_smirnov_test([500, 400], [420, 480], is_exact=True)
    limit = kolmogorov_smirnov_test([500, 400], [420, 480], is_exact=False)

    assert exact.p_value == pytest.approx(limit.p_value, rel=0.1)
    assert exact.p_value != limit.p_value


def test_equal_samples_are_no_evidence() -> None:
    assert kolmogorov_smirnov_test([3, 4], [3, 4]).p_value == 1.0


def test_without_rows_nothing_is_known() -> None:
    assert math.isnan(kolmogorov_smirnov_test([0, 0], [3, 4]).p_value)
    assert math.isnan(kolmogorov_smirnov_test([3, 4], [0, 0]).p_value)


def test_values_that_share_a_cell_of_the_grid_hide_nothing() -> None:
    wide, single = (Bins.between([0.0, 1.0, 2.0, 3.0], resolution=one) for one in (0.0, 1.0))

    assert KOLMOGOROV_SMIRNOV.bracket([5, 3, 2], [2, 3, 5], bins=wide).upper == pytest.approx(0.6)
    assert KOLMOGOROV_SMIRNOV.bracket([5, 3, 2], [2, 3, 5], bins=single).upper == pytest.approx(0.3)


@pytest.mark.parametrize("value", [0.0, 1e-3, 0.3, 0.7, 0.999, 1.0, 1.5, 3.0, 6.0])
def test_the_limit_distribution_is_scipys(value: float) -> None:
    assert _limit_tail(value) == pytest.approx(stats.kstwobign.sf(value), abs=1e-12)
