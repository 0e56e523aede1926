"""How often the interval of a permutation importance misses it, and that of a gap between independent samples."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from lockgate.probes.costs import Costs
from lockgate.probes.importance import (
    Importance,
    difference,
    importances_by_part,
    permutation_importance,
    share,
)
from lockgate.probes.rows import Predict
from lockgate.probes.shapley import Answer, Attribute, Game, Shapley
from lockgate.stats.estimate import Estimate
from lockgate.stats.independent import Bounded, independent_difference
from lockgate.stats.intervals import t_bounds, wilson_interval

pytestmark = pytest.mark.slow

ALPHA = 0.1
ROWS = 300
Limit = Callable[[float, int], float]


def simulated(seed: int, repeats: int, models: tuple[Predict, ...]) -> list[tuple[Importance, ...]]:
    """Return the importances of models on rows of their own: skewed features, and a truth of known shape."""
    drawn = np.random.default_rng(seed)
    rows = {"a": drawn.exponential(1, ROWS) - 1, "b": drawn.normal(0, 1, ROWS)}
    truth = 2 * rows["a"] + rows["b"] + drawn.normal(0, 1, ROWS)

    def loss(answer: np.ndarray) -> np.ndarray:
        found: np.ndarray = (answer - truth) ** 2
        return found

    groups = {"a": ("a",), "b": ("b",)}
    return [permutation_importance(model, rows, groups, loss, repeats=repeats, seed=seed) for model in models]


@pytest.mark.parametrize("repeats", [1, 5])
def test_the_interval_of_an_importance_misses_at_most_as_stated(repeats: int, with_chance: Limit) -> None:
    # with variances of 1, importance is twice the product of the slopes of truth and model: 2 * 2 * 1.5
    runs, wanted = 1_500, 6.0
    missed = 0
    for seed in range(runs):
        ((one, _),) = simulated(seed, repeats, (lambda asked: 1.5 * asked["a"] + asked["b"],))
        lower, upper = t_bounds(one.estimate, alpha=ALPHA)
        missed += not lower <= wanted <= upper

    # t intervals of skewed gains miss a little more often than they say
    assert missed / runs <= with_chance(ALPHA + 0.02, runs)


def test_the_interval_of_a_change_misses_at_most_as_stated(with_chance: Limit) -> None:
    runs, wanted = 1_000, 2 * 2 * (2 - 1.5)
    missed = 0
    for seed in range(runs):
        new, old = simulated(
            seed,
            3,
            (lambda asked: 2 * asked["a"] + asked["b"], lambda asked: 1.5 * asked["a"] + asked["b"]),
        )
        lower, upper = t_bounds(difference(new[0], old[0]), alpha=ALPHA)
        missed += not lower <= wanted <= upper

    assert missed / runs <= with_chance(ALPHA + 0.03, runs)


@pytest.mark.parametrize("slope", [1.0, 0.02], ids=["two that matter", "one that is nearly idle"])
def test_the_bounds_of_a_share_miss_at_most_as_stated(slope: float, with_chance: Limit) -> None:
    runs, wanted = 500, 2 * slope / (2 * 2 * 2 + 2 * slope)
    missed = np.zeros((2, 2))
    for seed in range(runs):
        (found,) = simulated(seed, 3, (lambda asked: 2 * asked["a"] + slope * asked["b"],))
        for at, truth in enumerate((1 - wanted, wanted)):
            lower, upper = t_bounds(share(found[at], found), alpha=ALPHA)
            missed[at] += (lower > truth, upper < truth)

    # t bounds of skewed gains miss a little more often than they say
    assert missed.max() / runs <= with_chance(ALPHA / 2 + 0.01, runs)


def shared_by_slopes(slopes: np.ndarray, values: np.ndarray, background: int) -> Attribute:
    """Return what a straight model gives each feature: its slope times how far a value is from another row's."""

    def attribute(_: Answer, game: Game) -> np.ndarray:
        explained = values[background : background + game.explained]
        found: np.ndarray = slopes * (explained[:, None, :] - values[None, :background, :])
        return found

    return attribute


def test_the_interval_of_a_mean_size_misses_at_most_as_stated(with_chance: Limit) -> None:
    # the mean distance from the mean is 2 / e of an exponential, and sqrt(2 / pi) of a normal; the first is skewed, so
    # that the background pulls it
    runs, wanted = 1_500, (1.5 * 2 / np.e, (2 / np.pi) ** 0.5)
    missed = np.zeros(2)
    for seed in range(runs):
        drawn = np.random.default_rng(seed)
        values = np.stack([drawn.exponential(1, ROWS), drawn.normal(0, 1, ROWS)], axis=1)
        attribute = shared_by_slopes(np.array([1.5, 1.0]), values, 50)
        measure = Shapley(attribute=attribute, background=50, explained=ROWS)
        found = measure.importance(
            lambda asked: asked["a"], {"a": values[:, 0], "b": values[:, 1]}, {"a": ("a",), "b": ("b",)}
        )
        for place, one in enumerate(found):
            lower, upper = t_bounds(one.estimate, alpha=ALPHA)
            missed[place] += not lower <= wanted[place] <= upper

    assert missed.max() / runs <= with_chance(ALPHA, runs)


@pytest.mark.parametrize(("first", "second"), [(0.9, 0.8), (0.98, 0.95), (0.6, 0.5)])
def test_the_interval_of_a_gap_between_samples_misses_at_most_as_stated(
    first: float, second: float, with_chance: Limit
) -> None:
    runs = 20_000
    drawn = np.random.default_rng(5)
    train, test = drawn.binomial(400, first, runs), drawn.binomial(150, second, runs)
    missed = 0
    known: dict[tuple[int, int], Bounded] = {}
    for pair in zip(train.tolist(), test.tolist(), strict=True):
        if pair not in known:
            sides = (
                Bounded(k / n, *wilson_interval(k, n, alpha=ALPHA))
                for k, n in zip(pair, (400, 150), strict=True)
            )
            known[pair] = independent_difference(*sides)
        missed += not known[pair].lower <= first - second <= known[pair].upper

    assert missed / runs <= with_chance(ALPHA, runs)


def test_a_mean_of_normal_values_is_covered_as_stated(with_chance: Limit) -> None:
    runs, missed = 4_000, 0
    drawn = np.random.default_rng(6)
    samples = [(drawn.normal(1, 1, (runs, 60)), 60), (drawn.normal(0, 2, (runs, 30)), 30)]
    for run in range(runs):
        sides = []
        for values, n in samples:
            own = values[run]
            estimate = Estimate(float(own.mean()), float(own.std(ddof=1)) / n**0.5, n)
            sides.append(Bounded(estimate.value, *t_bounds(estimate, alpha=ALPHA)))
        found = independent_difference(*sides)
        missed += not found.lower <= 1 <= found.upper

    assert missed / runs <= with_chance(ALPHA, runs)


def test_the_interval_of_series_whose_rows_err_together_misses_at_most_as_stated(with_chance: Limit) -> None:
    # the loss gains 4 (a' - a)², twice four times the variance of `a`, which is 1 + 1
    runs, wanted, missed = 600, 16.0, 0
    for seed in range(runs):
        drawn = np.random.default_rng(seed)
        shop = np.repeat(np.arange(80), drawn.integers(1, 7, 80))
        rows = {"a": drawn.normal(0, 1, 80)[shop] + drawn.normal(0, 1, shop.size)}
        truth = 2 * rows["a"] + drawn.normal(0, 1, 80)[shop] + drawn.normal(0, 1, shop.size)
        every = (np.ones(shop.size, dtype=bool),)

        def loss(answer: np.ndarray, truth: np.ndarray = truth) -> np.ndarray:
            found: np.ndarray = (answer - truth) ** 2
            return found

        costs = Costs(losses=loss, units=shop, n_units=80, of_rows=shop, parts=every)
        ((one,),) = importances_by_part(
            lambda asked: 2 * asked["a"], rows, {"a": ("a",)}, costs, repeats=3, seed=seed
        )
        lower, upper = t_bounds(one.estimate, alpha=ALPHA)
        missed += not lower <= wanted <= upper

    assert missed / runs <= with_chance(ALPHA + 0.02, runs)
