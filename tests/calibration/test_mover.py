"""How often the bounds of gaps between groups err, counted over all that can happen."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from scipy.stats import binom

from lockgate.stats.decision import interval_alpha
from lockgate.stats.intervals import clopper_pearson
from lockgate.stats.mover import Bounded, mover_difference, mover_ratio

pytestmark = pytest.mark.slow

ALPHA = 0.05
RATES = (0.01, 0.05, 0.1, 0.3, 0.5, 0.8, 0.95, 0.99)
SIZES = [(10, 10), (10, 60), (30, 30), (20, 100), (100, 100)]
Bounds = Callable[[Bounded, Bounded], tuple[float, float]]


def errors(sizes: tuple[int, int], rates: tuple[float, float], bounds: Bounds, truth: float) -> float:
    """Return the probability with which the worse of the two bounds errs; exact."""
    sides = [
        [Bounded(k / n, *clopper_pearson(k, n, alpha=interval_alpha(ALPHA))) for k in range(n + 1)]
        for n in sizes
    ]
    chances = [binom.pmf(np.arange(n + 1), n, rate) for n, rate in zip(sizes, rates, strict=True)]
    above = below = 0.0
    for (one, chance), (other, odds) in product(
        zip(sides[0], chances[0], strict=True), zip(sides[1], chances[1], strict=True)
    ):
        if chance * odds > 1e-9:
            lower, upper = bounds(one, other)
            above += chance * odds * (lower > truth)
            below += chance * odds * (upper < truth)
    return max(above, below)


@pytest.mark.parametrize("sizes", SIZES)
def test_bounds_of_a_difference_err_as_stated(sizes: tuple[int, int]) -> None:
    found = {pair: errors(sizes, pair, mover_difference, pair[0] - pair[1]) for pair in product(RATES, RATES)}

    opposite = {pair: rate for pair, rate in found.items() if abs(pair[0] - pair[1]) > 0.8}
    assert max(rate for pair, rate in found.items() if pair not in opposite) <= 0.055
    assert max(opposite.values()) <= 0.075


@pytest.mark.parametrize("sizes", SIZES)
def test_bounds_of_a_ratio_err_as_stated(sizes: tuple[int, int]) -> None:
    worst = max(errors(sizes, pair, mover_ratio, pair[0] / pair[1]) for pair in product(RATES, RATES))

    assert worst <= 0.055
