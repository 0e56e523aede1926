from __future__ import annotations

import numpy as np
import pytest

from lockgate.stats.drift.resampling import FEWEST_BLOCKS, draw_shares, noise_blocks
from lockgate.stats.drift.sample import Sample

POPULATION = np.array([0.5, 0.3, 0.2])
MANY = 20_000


def test_independent_rows_have_no_noise_of_blocks() -> None:
    assert noise_blocks(Sample.of_counts([1, 2]), _days(20, spread=0.1)) is None


def test_a_sample_of_few_blocks_borrows_the_spread_of_the_other() -> None:
    many, few = _days(FEWEST_BLOCKS, spread=0.1), _days(FEWEST_BLOCKS - 1, spread=0.1)

    assert noise_blocks(many, few) is many.blocks
    assert noise_blocks(few, many) is many.blocks
    assert noise_blocks(few, few) is None
    assert noise_blocks(few, Sample.of_counts([1, 2])) is None


@pytest.mark.parametrize("n_rows", [50, 5_000])
def test_independent_rows_vary_like_a_multinomial(n_rows: int) -> None:
    sample = Sample.of_counts(n_rows * POPULATION)

    drawn = draw_shares(POPULATION, sample, None, replicates=MANY, generator=np.random.default_rng(1))

    expected = (np.diag(POPULATION) - np.outer(POPULATION, POPULATION)) / n_rows
    assert drawn.sum(axis=1) == pytest.approx(1.0)
    assert drawn.mean(axis=0) == pytest.approx(POPULATION, abs=0.002)
    assert np.cov(drawn.T) == pytest.approx(expected, rel=0.1)


def test_blocks_vary_as_the_mean_of_their_shares_does() -> None:
    sample = _days(100, spread=0.05)
    assert sample.blocks is not None
    rates = sample.blocks[:, 0] / 1_000

    drawn = draw_shares(
        np.array([0.4, 0.6]), sample, sample.blocks, replicates=MANY, generator=np.random.default_rng(1)
    )

    assert drawn[:, 0].mean() == pytest.approx(0.4, abs=0.001)
    assert drawn[:, 0].std() == pytest.approx(rates.std(ddof=1) / 10, rel=0.05)


def test_one_day_varies_as_days_do() -> None:
    days = _days(100, spread=0.05)
    assert days.blocks is not None
    rates = days.blocks[:, 0] / 1_000

    drawn = draw_shares(
        np.array([0.4, 0.6]),
        Sample.of_blocks([[400, 600]]),
        days.blocks,
        replicates=MANY,
        generator=np.random.default_rng(1),
    )

    assert drawn[:, 0].std() == pytest.approx(rates.std(ddof=1), rel=0.05)


def _days(n_blocks: int, *, spread: float) -> Sample:
    rates = 0.4 + spread * np.random.default_rng(2).normal(size=n_blocks)
    return Sample.of_blocks(np.column_stack((1_000 * rates, 1_000 * (1 - rates))))
