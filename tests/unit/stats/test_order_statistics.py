"""Bounds of quantiles; scipy's exact test of quantiles is the oracle."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.order_statistics import (
    quantile_bounds,
    quantile_difference_bounds,
    quantile_ranks,
    quantile_ratio_bounds,
    sample_quantile,
    values_needed,
)

NONE = np.zeros(0)


@pytest.mark.parametrize("n", [1, 5, 6, 30, 299, 400])
@pytest.mark.parametrize("quantile", [0.05, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("alpha", [0.05, 0.1])
def test_bounds_are_those_of_scipy(n: int, quantile: float, alpha: float) -> None:
    values = np.random.default_rng(n).exponential(size=n)

    low, high = quantile_bounds(values, quantile, alpha=alpha)

    found: Any = stats.quantile_test(values, q=0, p=quantile).confidence_interval(1 - alpha)
    assert low == (found.low if not math.isnan(found.low) else -math.inf)
    assert high == (found.high if not math.isnan(found.high) else math.inf)


@pytest.mark.parametrize("quantile", [0.5, 0.95, 0.99])
@pytest.mark.parametrize("alpha", [0.05, 0.1])
def test_values_needed_are_the_fewest_with_two_ends(quantile: float, alpha: float) -> None:
    n = values_needed(quantile, alpha=alpha)

    assert all(map(math.isfinite, quantile_bounds(np.arange(n, dtype=float), quantile, alpha=alpha)))
    assert not all(map(math.isfinite, quantile_bounds(np.arange(n - 1, dtype=float), quantile, alpha=alpha)))


def test_no_values_bound_nothing() -> None:
    assert quantile_bounds(NONE, 0.5, alpha=0.1) == (-math.inf, math.inf)
    assert quantile_difference_bounds(NONE, NONE, 0.5, alpha=0.1) == (-math.inf, math.inf)
    assert quantile_ratio_bounds(NONE, np.ones(20), 0.5, alpha=0.1) == (0.0, math.inf)
    assert math.isnan(sample_quantile(NONE, 0.5))


def test_a_difference_spans_the_ends_of_both_at_half_the_level() -> None:
    draw = np.random.default_rng(1)
    slow, fast = draw.normal(5, 1, 50), draw.normal(3, 1, 60)

    found = quantile_difference_bounds(slow, fast, 0.5, alpha=0.1)

    a, b = (quantile_bounds(one, 0.5, alpha=0.05) for one in (slow, fast))
    assert found == (a[0] - b[1], a[1] - b[0])
    assert quantile_ratio_bounds(slow, fast, 0.5, alpha=0.1) == (a[0] / b[1], a[1] / b[0])


def test_the_sample_quantile_is_one_of_the_values() -> None:
    values = np.random.default_rng(1).normal(size=101)

    assert sample_quantile(values, 0.99) == np.sort(values)[99]


@pytest.mark.parametrize("value", [math.nan, 0.0, 1.0])
def test_a_quantile_outside_its_domain_is_refused(value: float) -> None:
    with pytest.raises(ParameterError, match="quantile"):
        quantile_bounds(np.ones(3), value, alpha=0.1)


def test_values_outside_their_domain_are_refused() -> None:
    with pytest.raises(ParameterError, match="not NaN"):
        quantile_bounds(np.array([1.0, math.nan]), 0.5, alpha=0.1)
    with pytest.raises(ParameterError, match="positive"):
        quantile_ratio_bounds(np.array([1.0]), np.array([0.0]), 0.5, alpha=0.1)


def test_no_value_has_no_rank() -> None:
    with pytest.raises(ParameterError, match="`n` must be 1 or more"):
        quantile_ranks(0, 0.5, alpha=0.05)
