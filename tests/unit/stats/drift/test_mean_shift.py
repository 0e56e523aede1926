from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportions_ztest

from lockgate.domain.errors import ParameterError
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.mean_shift import MEAN_SHIFT, proportion_test, welch_test
from lockgate.stats.estimate import Estimate, mean_estimate


def test_a_shift_of_two_deviations_by_hand() -> None:
    assert MEAN_SHIFT.of([1, 1, 0, 0], [0, 0, 1, 1], bins=Bins.exact([0, 2, 2.5, 3.5])) == pytest.approx(2.0)


def test_it_is_the_difference_of_scipys_z_scores() -> None:
    generator = np.random.default_rng(1)
    values = np.sort(generator.normal(size=12))
    reference, current = generator.integers(0, 9, 12), generator.integers(0, 9, 12)
    first, second = np.repeat(values, reference), np.repeat(values, current)

    expected = abs(float(stats.zmap(second, first).mean()))

    assert MEAN_SHIFT.of(reference, current, bins=Bins.exact(values)) == pytest.approx(expected, abs=1e-9)


def test_welch_agrees_with_scipy() -> None:
    generator = np.random.default_rng(1)
    first, second = generator.normal(size=40), generator.normal(0.3, 2.0, size=25)

    result = welch_test(
        mean_estimate(40, float(first.sum()), float((first**2).sum())),
        mean_estimate(25, float(second.sum()), float((second**2).sum())),
    )

    expected = stats.ttest_ind(second, first, equal_var=False)
    assert result.statistic == pytest.approx(expected.statistic, abs=1e-9)
    assert result.p_value == pytest.approx(expected.pvalue, abs=1e-9)


@pytest.mark.parametrize(
    "current", [Estimate.undefined(), Estimate(1.0, 0.1, 1), Estimate(2.0, 0.0, 10)], ids=str
)
def test_a_mean_without_a_spread_says_nothing(current: Estimate) -> None:
    assert math.isnan(welch_test(Estimate(1.0, 0.0, 10), current).p_value)


def test_proportions_agree_with_statsmodels() -> None:
    statistic, p_value = proportions_ztest([80, 50], [900, 1000])

    result = proportion_test((50, 1000), (80, 900))

    assert result.statistic == pytest.approx(statistic, abs=1e-9)
    assert result.p_value == pytest.approx(p_value, abs=1e-9)


def test_the_ends_of_a_proportion() -> None:
    assert proportion_test((0, 10), (0, 20)).p_value == 1.0
    assert proportion_test((10, 10), (20, 20)).p_value == 1.0
    assert math.isnan(proportion_test((0, 0), (1, 2)).p_value)
    assert math.isnan(proportion_test((1, 2), (0, 0)).p_value)
    with pytest.raises(ParameterError, match="`current`"):
        proportion_test((1, 2), (3, 2))
