"""How often each bound of one number errs, against what it states."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from lockgate.domain.verdict import Verdict
from lockgate.stats.decision import decide_at_least, decide_at_most, interval_alpha
from lockgate.stats.estimate import mean_estimate
from lockgate.stats.intervals import clopper_pearson, logit_bounds, t_bounds, wilson_interval
from lockgate.stats.linearised import linearised_estimate, linearised_ratio

pytestmark = pytest.mark.slow

ALPHA = 0.05
RATES = np.linspace(0.01, 0.99, 99)
Floats = NDArray[np.float64]
Limit = Callable[[float, int], float]


def misses(interval: Callable[..., tuple[float, float]], trials: int) -> tuple[Floats, Floats]:
    """Enumerate the chance that the lower, and the upper, bound is on the wrong side of each rate."""
    x = np.arange(trials + 1)
    bounds = np.array([interval(int(k), trials, alpha=interval_alpha(ALPHA)) for k in x])
    chance = stats.binom.pmf(x[:, None], trials, RATES[None, :])
    too_high = (chance * (bounds[:, :1] > RATES + 1e-12)).sum(axis=0)
    too_low = (chance * (bounds[:, 1:] < RATES - 1e-12)).sum(axis=0)
    return too_high, too_low


@pytest.mark.parametrize("trials", [1, 5, 20, 100, 400])
def test_each_exact_bound_of_a_proportion_errs_at_most_alpha_at_every_rate(trials: int) -> None:
    too_high, too_low = misses(clopper_pearson, trials)

    assert max(too_high.max(), too_low.max()) <= ALPHA + 1e-9


@pytest.mark.parametrize("trials", [20, 100, 400])
def test_wilson_covers_on_average_but_one_bound_alone_errs_too_often(trials: int) -> None:
    too_high, too_low = misses(wilson_interval, trials)

    assert (too_high + too_low).mean() <= 2 * ALPHA + 0.005
    # which is why it does not decide
    assert ALPHA < max(too_high.max(), too_low.max()) < 4 * ALPHA


@pytest.mark.parametrize("trials", [5, 30, 300])
def test_a_rate_at_the_bar_passes_and_fails_at_most_alpha(trials: int) -> None:
    alpha = interval_alpha(ALPHA)
    bounds = [clopper_pearson(k, trials, alpha=alpha) for k in range(trials + 1)]
    for bar in RATES:
        chance = stats.binom.pmf(np.arange(trials + 1), trials, bar)
        for decide in (decide_at_least, decide_at_most):
            verdicts = np.array([decide(lower, upper, float(bar)).verdict for lower, upper in bounds])

            assert chance[verdicts == Verdict.PASS].sum() <= ALPHA + 1e-9
            assert chance[verdicts == Verdict.FAIL].sum() <= ALPHA + 1e-9


@pytest.mark.parametrize("rows", [5, 30, 300])
def test_t_bounds_of_normal_values_err_at_most_alpha(rows: int, with_chance: Limit) -> None:
    runs = 4_000
    x = np.random.default_rng(rows).normal(2, 3, (runs, rows))

    bounds = np.array(
        [
            t_bounds(mean_estimate(rows, total, squares), alpha=interval_alpha(ALPHA))
            for total, squares in zip(x.sum(axis=1).tolist(), (x * x).sum(axis=1).tolist(), strict=True)
        ]
    )

    assert (bounds[:, 0] > 2).mean() <= with_chance(ALPHA, runs)
    assert (bounds[:, 1] < 2).mean() <= with_chance(ALPHA, runs)


@pytest.mark.parametrize(("rows", "upper_errs"), [(30, 0.11), (100, 0.08), (300, 0.065)])
def test_t_bounds_of_a_skewed_loss_err_by_no_more_than_the_docs_say(
    rows: int, upper_errs: float, with_chance: Limit
) -> None:
    runs = 4_000
    x = np.random.default_rng(rows).exponential(1, (runs, rows))

    bounds = np.array(
        [
            t_bounds(mean_estimate(rows, total, squares), alpha=interval_alpha(ALPHA))
            for total, squares in zip(x.sum(axis=1).tolist(), (x * x).sum(axis=1).tolist(), strict=True)
        ]
    )

    assert (bounds[:, 0] > 1).mean() <= with_chance(ALPHA, runs)
    assert (bounds[:, 1] < 1).mean() <= with_chance(upper_errs, runs)


@pytest.mark.parametrize(("rows", "prevalence"), [(100, 0.5), (300, 0.1), (1_000, 0.2), (60, 0.5)])
@pytest.mark.parametrize("quality", [0.8, 0.97])
def test_bounds_of_f1_err_at_most_alpha(
    rows: int, prevalence: float, quality: float, with_chance: Limit
) -> None:
    runs = 2_000
    rng = np.random.default_rng(rows)
    false_alarm = (1 - quality) * prevalence  # as many of them as make precision like recall
    share = [prevalence * quality, (1 - prevalence) * false_alarm, prevalence * (1 - quality)]
    truth = 2 * share[0] / (2 * share[0] + share[1] + share[2])
    tables = rng.multinomial(rows, [*share, 1 - math.fsum(share)], runs)

    def bounds_of_f1(table: NDArray[np.int64]) -> tuple[float, float]:
        f1 = linearised_ratio([2, 0, 0, 0], [2, 1, 1, 0], table)
        estimate = linearised_estimate(f1.value, f1.influence, table, n_effective=f1.n_effective)
        return logit_bounds(estimate, alpha=interval_alpha(ALPHA))

    bounds = np.array([bounds_of_f1(table) for table in tables])

    assert (bounds[:, 0] > truth).mean() <= with_chance(0.06, runs)
    assert (bounds[:, 1] < truth).mean() <= with_chance(0.06, runs)
