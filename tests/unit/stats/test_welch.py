from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.estimate import Estimate, mean_estimate
from lockgate.stats.welch import MeanDifference, mean_above, welch_difference


def of(values: np.ndarray) -> Estimate:
    """Return the mean of some values."""
    return mean_estimate(len(values), float(values.sum()), float((values**2).sum()))


@pytest.mark.parametrize(("first", "second"), [(5, 80), (200, 3), (200_000, 300_000)])
def test_the_difference_is_that_of_scipy(first: int, second: int) -> None:
    random = np.random.default_rng(first)
    a, b = random.normal(1, 2, first), random.exponential(1, second)

    gap = welch_difference(of(a), of(b))

    test = stats.ttest_ind(a, b, equal_var=False, alternative="greater")
    ends = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.9)
    tolerance = 1e-9 if gap.degrees < 100_000 else 1e-4
    assert gap.value == pytest.approx(a.mean() - b.mean(), rel=1e-9)
    assert gap.degrees == pytest.approx(test.df, rel=1e-9)
    assert gap.p_above(0.0) == pytest.approx(test.pvalue, rel=1e-9)
    assert gap.bounds(alpha=0.1) == pytest.approx((ends.low, ends.high), rel=tolerance)


def test_degrees_of_freedom_do_not_depend_on_the_unit() -> None:
    gaps = [
        welch_difference(Estimate(0.0, 1e-90 * unit, 5), Estimate(0.0, 2e-90 * unit, 9)) for unit in (1.0, 1e90)
    ]

    assert gaps[0].degrees == pytest.approx(gaps[1].degrees, rel=1e-9)


def test_a_margin_moves_what_is_tested() -> None:
    random = np.random.default_rng(1)
    a, b = random.normal(1, 2, 50), random.normal(0, 1, 40)

    wanted = stats.ttest_ind(a - 0.3, b, equal_var=False, alternative="greater").pvalue
    assert welch_difference(of(a), of(b)).p_above(0.3) == pytest.approx(wanted, rel=1e-9)


def test_one_mean_is_tested_by_students_t() -> None:
    values = np.random.default_rng(2).normal(0.4, 1, 30)

    gap = mean_above(of(values))

    assert gap.p_above(0.1) == pytest.approx(
        stats.ttest_1samp(values, 0.1, alternative="greater").pvalue, rel=1e-9
    )
    ends = stats.ttest_1samp(values, 0.1).confidence_interval(0.95)
    assert gap.bounds(alpha=0.05) == pytest.approx((ends.low, ends.high), rel=1e-9)


@pytest.mark.parametrize(
    "gap",
    [
        welch_difference(mean_estimate(1, 1.0, 1.0), mean_estimate(5, 3.0, 5.0)),
        welch_difference(mean_estimate(0, 0.0, 0.0), mean_estimate(5, 3.0, 5.0)),
        welch_difference(mean_estimate(4, 4.0, 4.0), mean_estimate(4, 8.0, 16.0)),
        welch_difference(Estimate(1.0, 0.1, 1), Estimate(0.5, 0.1, 40)),
        mean_above(mean_estimate(1, 1.0, 1.0)),
        mean_above(mean_estimate(3, 3.0, 3.0)),
    ],
)
def test_what_has_no_spread_cannot_be_tested(gap: MeanDifference) -> None:
    assert not gap.is_defined
    assert math.isnan(gap.p_above(0.0))
    assert all(math.isnan(end) for end in gap.bounds(alpha=0.1))


def test_a_level_outside_its_domain_is_refused() -> None:
    with pytest.raises(ParameterError, match="alpha"):
        MeanDifference(1.0, 1.0, 5.0).bounds(alpha=1.0)
