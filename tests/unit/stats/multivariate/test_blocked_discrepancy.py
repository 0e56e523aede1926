from __future__ import annotations

import numpy as np
import pytest

from lockgate.domain.errors import ParameterError
from lockgate.stats.multivariate.blocked_discrepancy import blocked_discrepancy
from lockgate.stats.multivariate.maximum_mean_discrepancy import gaussian_kernel
from lockgate.stats.multivariate.samples import standardised_samples

DRAW = np.random.default_rng(1)


def customers(n: int, each: int) -> tuple[np.ndarray, np.ndarray]:
    own = DRAW.normal(size=(n, 2)).repeat(each, axis=0) + 0.1 * DRAW.normal(size=(n * each, 2))
    return own, np.arange(n).repeat(each)


def test_the_discrepancy_is_that_of_all_pairs_of_different_blocks() -> None:
    (first, here), (second, there) = customers(22, 3), customers(24, 2)
    there = there + 15  # seven blocks are of both
    pooled, _ = standardised_samples("here", np.concatenate((first, second)), second)
    x, y = pooled[:66], pooled[66:]
    distances = np.sqrt(((pooled[:, None] - pooled) ** 2).sum(axis=2))
    scale = float(np.median(distances[np.triu_indices(len(distances), 1)]))

    def mean(a: np.ndarray, i: np.ndarray, b: np.ndarray, j: np.ndarray) -> float:
        return float(gaussian_kernel(a, b, scale)[i[:, None] != j[None, :]].mean())

    expected = mean(x, here, x, here) + mean(y, there, y, there) - 2 * mean(x, here, y, there)

    assert blocked_discrepancy(first, second, (here, there)).effect == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("shared", [0, 20, 60])
def test_more_have_bounds_whoever_is_in_both(shared: int) -> None:
    (first, here), (second, there) = customers(60, 30), customers(60, 30)
    there = there + 60 - shared

    same, moved = (blocked_discrepancy(first, second + by, (here, there)) for by in (0.0, 1.5))

    assert same.lower < 0.05
    assert same.lower <= same.effect <= same.upper
    assert moved.lower > 0.05
    assert moved.p_value == 0.005


def test_either_sample_may_be_the_first() -> None:
    (first, here), (second, there) = customers(30, 5), customers(40, 5)

    one, other = (
        blocked_discrepancy(*asked, seed=1)
        for asked in ((first, second + 1, (here, there + 30)), (second + 1, first, (there + 30, here)))
    )

    assert one.effect == pytest.approx(other.effect)


def test_the_seed_decides() -> None:
    (first, here), (second, there) = customers(60, 30), customers(60, 30)
    asked = (first, second, (here, there + 60))

    assert blocked_discrepancy(*asked, seed=1) == blocked_discrepancy(*asked, seed=1)
    assert blocked_discrepancy(*asked, seed=1) != blocked_discrepancy(*asked, seed=2)


def test_too_few_relabellings_are_refused() -> None:
    rows, blocks = customers(20, 2)

    with pytest.raises(ParameterError, match="an int of 99 or more"):
        blocked_discrepancy(rows, rows, (blocks, blocks), permutations=98)
