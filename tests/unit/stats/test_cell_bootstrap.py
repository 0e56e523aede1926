from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.domain.errors import ParameterError
from lockgate.stats.cell_bootstrap import Spread, bootstrap_around, poisson_draws, require_replicates


def test_draws_of_a_cell_have_mean_and_variance_of_its_rows() -> None:
    (draws,) = poisson_draws((np.array([50.0, 0.0]),), seed=1, replicates=20_000)

    assert draws.shape == (20_000, 2)
    assert draws[:, 0].mean() == pytest.approx(50, rel=0.01)
    assert draws[:, 0].var() == pytest.approx(50, rel=0.05)
    assert not draws[:, 1].any()


def test_weights_of_a_cell_are_distributed_like_the_sum_of_its_rows_weights() -> None:
    (together,) = poisson_draws((np.array([30.0]),), seed=1, replicates=5_000)
    (apart,) = poisson_draws((np.ones(30),), seed=2, replicates=5_000)

    assert stats.ks_2samp(together[:, 0], apart.sum(axis=1)).pvalue > 0.01


def test_bootstrap_of_a_mean_has_its_standard_error() -> None:
    values, counts = np.array([0.0, 1.0]), np.array([700.0, 300.0])
    (draws,) = poisson_draws((counts,), seed=3, replicates=5_000)

    result = bootstrap_around(0.3, Spread.of(draws @ values / draws.sum(axis=1)), n=1_000, alpha=0.1)

    assert result.estimate.standard_error == pytest.approx(math.sqrt(0.3 * 0.7 / 1_000), rel=0.03)
    assert result.upper - result.lower == pytest.approx(2 * 1.645 * result.estimate.standard_error, rel=0.05)


@pytest.mark.parametrize("level", [0.0, 0.0004, 0.05, 0.5, 0.77, 1.0])
def test_a_spread_has_the_quantiles_and_moments_of_its_draws(level: float) -> None:
    draws = np.random.default_rng(4).normal(size=1_000)

    spread = Spread.of(draws)

    assert spread.quantile(level) == np.quantile(draws, level)
    assert (spread.mean, spread.deviation) == (draws.mean(), draws.std(ddof=1))


def test_draws_without_spread_leave_what_may_be_unseen() -> None:
    result = bootstrap_around(0.0, Spread.of(np.zeros(200)), n=50, alpha=0.1)

    assert (result.lower, result.upper) == pytest.approx((0.05**0.02 - 1, 1 - 0.05**0.02))


def test_too_few_samples_are_refused() -> None:
    require_replicates("f", 100)
    with pytest.raises(ParameterError, match="`replicates` must be an int of 100 or more, got 99"):
        require_replicates("f", 99)


@pytest.mark.parametrize("rows", [1, 7, 31, 32, 200, 10_000])
def test_draws_have_the_quantiles_of_a_poisson_law(rows: int) -> None:
    (draws,) = poisson_draws((np.array([float(rows)]),), seed=5, replicates=40_000)

    levels = np.array([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    near = np.quantile(draws[:, 0], levels)
    low, high = (stats.poisson.ppf(np.clip(levels + step, 0, 1), rows) for step in (-0.004, 0.004))
    assert (near >= low - 0.6).all()
    assert (near <= high + 0.6).all()


@pytest.mark.parametrize("rows", [0, 1, 5, 31])
def test_small_counts_have_the_frequencies_of_a_poisson_law(rows: int) -> None:
    (draws,) = poisson_draws((np.array([float(rows)]),), seed=6, replicates=100_000)

    seen = np.bincount(draws[:, 0].astype(np.int64), minlength=80) / draws.size
    assert seen == pytest.approx(stats.poisson.pmf(np.arange(seen.size), rows), abs=0.005)


def test_chance_belongs_to_the_place_of_a_cell() -> None:
    few, many = np.array([5.0, 40.0]), np.arange(100.0)
    many[:2] = few

    (alone,), (first, second) = (
        poisson_draws(counts, seed=1, replicates=100) for counts in ((few,), (many, few))
    )

    assert (first[:, :2] == alone).all()
    assert (second != alone).any()
    assert (poisson_draws((few,), seed=2, replicates=100)[0] != alone).any()


def test_no_cells_draw_nothing() -> None:
    assert poisson_draws((np.zeros(0),), seed=1, replicates=100)[0].shape == (100, 0)
