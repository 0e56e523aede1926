"""How often equal samples of rows are called different."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from lockgate.stats.multivariate.domain_classifier import domain_classifier
from lockgate.stats.multivariate.maximum_mean_discrepancy import mean_discrepancy
from lockgate.stats.multivariate.reconstruction import reconstruction_shift

pytestmark = pytest.mark.slow

ALPHA = 0.05
Limit = Callable[[float, int], float]


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
