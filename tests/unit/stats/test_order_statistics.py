from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, quantile_test

from lockgate.domain.errors import ParameterError
from lockgate.stats.order_statistics import quantile_interval


@pytest.mark.parametrize("n", [6, 25, 101])
@pytest.mark.parametrize("probability", [0.5, 0.2])
def test_the_bounds_are_those_of_scipy(n: int, probability: float) -> None:
    values = np.random.default_rng(n).normal(size=n)

    lower, upper = quantile_interval(values.tolist(), probability=probability, alpha=0.1)

    # scipy: quantile_test gives one-sided bounds, each at its level
    tests: list[Any] = [quantile_test(values, p=probability, alternative=way) for way in ("greater", "less")]
    at_least = tests[0].confidence_interval(0.95).low
    at_most = tests[1].confidence_interval(0.95).high
    assert lower == (-np.inf if np.isnan(at_least) else at_least)
    assert upper == (np.inf if np.isnan(at_most) else at_most)


def test_each_bound_errs_at_most_half_as_often_as_is_said() -> None:
    # exactly: the bound errs where a binomial count is too small
    for n in range(1, 60):
        lower, upper = quantile_interval(list(range(n)), alpha=0.1)
        if np.isfinite(lower):
            assert binom.cdf(lower, n, 0.5) <= 0.05
            assert binom.cdf(lower + 1, n, 0.5) > 0.05
            assert upper == n - 1 - lower


def test_infinite_values_are_values_and_few_prove_nothing() -> None:
    assert quantile_interval([1.0] * 5 + [math.inf] * 20)[1] == math.inf
    assert quantile_interval([]) == (-math.inf, math.inf)
    with pytest.raises(ParameterError):
        quantile_interval([1.0], probability=0)
    with pytest.raises(ParameterError):
        quantile_interval([1.0], alpha=1)
