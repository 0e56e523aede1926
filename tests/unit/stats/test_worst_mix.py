from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from scipy.optimize import linprog

from lockgate.domain.errors import ParameterError
from lockgate.stats.worst_mix import largest_mean, largest_mean_bound, worst_weights

SHARES = (0.5, 0.2, 0.3)


def test_the_worst_groups_get_all_they_may_by_hand() -> None:
    weights = worst_weights([0.1, 0.4, 0.2], SHARES, factor=2)

    assert weights.tolist() == pytest.approx([0.0, 0.4, 0.6])
    assert largest_mean([0.1, 0.4, 0.2], SHARES, factor=2) == pytest.approx(0.4 * 0.4 + 0.6 * 0.2)
    assert largest_mean([0.1, 0.4, 0.2], SHARES, factor=1) == pytest.approx(0.19)


@pytest.mark.parametrize("seed", range(8))
def test_the_mix_is_that_of_a_linear_program(seed: int) -> None:
    draw = np.random.default_rng(seed)
    values, shares = draw.normal(size=9), draw.dirichlet(np.full(9, 0.7))
    factor = float(draw.uniform(1, 6))

    oracle = linprog(
        -values, A_eq=np.ones((1, 9)), b_eq=[1.0], bounds=[(0.0, factor * share) for share in shares]
    )

    assert oracle.fun is not None
    assert oracle.x is not None
    assert largest_mean(values, shares, factor=factor) == pytest.approx(-oracle.fun, abs=1e-9)
    assert worst_weights(values, shares, factor=factor).tolist() == pytest.approx(oracle.x.tolist(), abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_not_below_that_of_any_mix_and_hardly_above_the_largest(seed: int) -> None:
    draw = np.random.default_rng(seed)
    values, distances = draw.random(6), 0.1 * draw.random(6)
    shares, factor = draw.dirichlet(np.full(6, 3.0)), 2.0
    largest = 0.0
    for order in permutations(range(6)):  # every vertex of the budget: groups in some order get all they may
        weights, left = np.zeros(6), 1.0
        for at in order:
            weights[at] = min(left, factor * shares[at])
            left -= weights[at]
        largest = max(largest, float(weights @ values + np.sqrt(weights**2 @ distances**2)))

    bound = largest_mean_bound(values.tolist(), (values + distances).tolist(), shares.tolist(), factor=factor)

    assert largest - 1e-12 <= bound <= largest + 0.01


def test_groups_that_depend_on_each_other_may_all_err_the_same_way() -> None:
    values, uppers = [0.1, 0.4, 0.2], [0.13, 0.44, 0.24]

    apart = largest_mean_bound(values, uppers, SHARES, factor=2)
    together = largest_mean_bound(values, uppers, SHARES, factor=2, are_independent=False)

    assert together == largest_mean(uppers, SHARES, factor=2)
    assert 0.28 < apart < together


def test_without_any_distance_the_bound_is_the_mean() -> None:
    values = [0.1, 0.4, 0.2]

    assert largest_mean_bound(values, values, SHARES, factor=2) == largest_mean(values, SHARES, factor=2)


@pytest.mark.parametrize(
    ("values", "shares", "factor", "name"),
    [
        ((), (), 2.0, "values"),
        ((math.nan, 0.1, 0.2), SHARES, 2.0, "values"),
        ((0.1, 0.2), SHARES, 2.0, "shares"),
        ((0.1, 0.2, 0.3), (0.5, 0.2, 0.2), 2.0, "shares"),
        ((0.1, 0.2, 0.3), (-0.1, 0.8, 0.3), 2.0, "shares"),
        ((0.1, 0.2, 0.3), SHARES, 0.9, "factor"),
        ((0.1, 0.2, 0.3), SHARES, math.inf, "factor"),
    ],
)
def test_what_is_outside_the_domain_is_refused(
    values: tuple[float, ...], shares: tuple[float, ...], factor: float, name: str
) -> None:
    with pytest.raises(ParameterError, match=f"`{name}`"):
        worst_weights(values, shares, factor=factor)
