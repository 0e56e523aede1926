"""How often equal samples of rows are called different."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.stats.multivariate.blocked_classifier import blocked_classifier
from lockgate.stats.multivariate.blocked_discrepancy import blocked_discrepancy
from lockgate.stats.multivariate.blocked_reconstruction import blocked_reconstruction
from lockgate.stats.multivariate.domain_classifier import domain_classifier
from lockgate.stats.multivariate.maximum_mean_discrepancy import mean_discrepancy
from lockgate.stats.multivariate.reconstruction import reconstruction_shift

pytestmark = pytest.mark.slow

ALPHA = 0.05
Limit = Callable[[float, int], float]
Blocked = tuple[NDArray[np.float64], NDArray[np.int64]]


def related(generator: np.random.Generator, n_rows: int) -> NDArray[np.float64]:
    """Draw rows with a skewed column and one that hangs together with others."""
    rows = generator.normal(size=(n_rows, 4))
    rows[:, 2] = np.exp(rows[:, 2])
    rows[:, 3] = rows[:, 0] * rows[:, 1] + 0.3 * rows[:, 3]
    return np.asarray(rows)


@pytest.mark.parametrize("n_rows", [60, 150])
def test_a_classifier_and_rebuilt_rows_err_as_often_as_they_say(n_rows: int, with_chance: Limit) -> None:
    n_trials = 250
    told_apart = bound = rebuilt = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        first, second = related(generator, n_rows), related(generator, n_rows)
        classified = domain_classifier(first, second, seed=trial)
        told_apart += classified.p_value <= ALPHA
        bound += classified.lower > 0.5
        rebuilt += reconstruction_shift(first, second, seed=trial).p_value <= ALPHA

    assert told_apart / n_trials <= with_chance(ALPHA, n_trials)
    assert bound / n_trials <= with_chance(1.2 * ALPHA, n_trials)
    assert rebuilt / n_trials <= with_chance(1.4 * ALPHA, n_trials)


def test_permuted_rows_err_exactly_as_often_as_they_say(with_chance: Limit) -> None:
    n_trials = 300
    alarms = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        first, second = related(generator, 40), related(generator, 60)
        alarms += mean_discrepancy(first, second, permutations=99, seed=trial).p_value <= ALPHA

    assert alarms / n_trials <= with_chance(ALPHA, n_trials)


def test_blocks_err_as_often_as_they_say(with_chance: Limit) -> None:
    n_trials = 60
    alarms = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        shift = mean_discrepancy(related(generator, 2_000), related(generator, 2_000), seed=trial)
        alarms += shift.p_value <= ALPHA

    assert alarms / n_trials <= with_chance(ALPHA, n_trials)


def customers(generator: np.random.Generator, n: int, each: int) -> Blocked:
    """Draw customers whose rows are much alike, with a skewed column and one that hangs together with others."""
    sizes = 1 + generator.geometric(1 / each, size=n)
    blocks = np.arange(n).repeat(sizes)
    rows = 0.9 * generator.normal(size=(n, 4))[blocks] + 0.45 * generator.normal(size=(blocks.size, 4))
    rows[:, 2] = np.exp(rows[:, 2])
    rows[:, 3] = rows[:, 0] * rows[:, 1] + 0.3 * rows[:, 3]
    return rows, blocks


def test_customers_without_drift_are_called_different_by_rows_and_not_by_blocks(with_chance: Limit) -> None:
    n_trials, n_by_rows, n = 150, 20, 24
    alarms, by_rows = np.zeros(3), np.zeros(3)

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        (first, here), (second, there) = customers(generator, n, 6), customers(generator, n, 6)
        blocks = (here, there + n)
        found = [
            blocked_classifier(first, second, blocks, seed=trial).p_value,
            blocked_reconstruction(first, second, blocks, seed=trial).p_value,
            blocked_discrepancy(first, second, blocks, permutations=99, seed=trial).p_value,
        ]
        alarms += np.array(found) <= ALPHA
        if trial < n_by_rows:
            naive = [
                domain_classifier(first, second, seed=trial).p_value,
                reconstruction_shift(first, second, seed=trial).p_value,
                mean_discrepancy(first, second, permutations=99, seed=trial).p_value,
            ]
            by_rows += np.array(naive) <= ALPHA

    assert (alarms / n_trials <= with_chance(ALPHA, n_trials)).all()
    assert (by_rows / n_by_rows >= [0.9, 0.3, 0.9]).all()  # so wrong is who takes these rows as independent


def test_bounds_by_block_err_as_often_as_they_say_and_a_shift_is_seen(with_chance: Limit) -> None:
    n_trials, n_moved, n = 80, 20, 32
    wrong, seen = np.zeros(4), np.zeros(3)

    for trial in range(n_trials):
        generator = np.random.default_rng(1_000 + trial)
        (first, here), (second, there) = customers(generator, n, 4), customers(generator, n, 4)
        for place, one in enumerate((blocked_classifier, blocked_reconstruction, blocked_discrepancy)):
            nothing = 0.5 if one is blocked_classifier else 0.0
            same = one(first, second, (here, there + n), seed=trial)
            wrong[place] += same.lower > nothing
            wrong[3] += one is blocked_reconstruction and same.upper < nothing
            if trial < n_moved:
                moved = second * [1.0, 3.0, 1.0, 1.0] + [2.0, 0.0, 0.0, 0.0]
                seen[place] += one(first, moved, (here, there + n), seed=trial).lower > nothing

    assert (wrong / n_trials <= with_chance(ALPHA, n_trials)).all()
    assert (seen / n_moved >= 0.9).all()
