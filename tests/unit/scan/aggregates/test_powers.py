"""Powers about the mean: from sums about a center, and from an engine's own statistics, the same."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lockgate.scan.aggregates.powers import is_lost, own_mean, powers_of

VALUES = np.random.default_rng(5).gamma(2.0, 3.0, 500)
N = len(VALUES)
OWN = (VALUES.mean(), VALUES.var(), stats.skew(VALUES), stats.kurtosis(VALUES))


def sums(center: float) -> list[float]:
    return [float(((VALUES - center) ** power).sum()) for power in range(1, 5)]


def test_both_ways_tell_the_same() -> None:
    about, own = powers_of(sums(6.0), N, 6.0), powers_of(OWN, N, None)

    assert math.fsum(own.mean) == pytest.approx(math.fsum(about.mean), rel=1e-13)
    assert (own.squares, own.cubes, own.fourths) == pytest.approx(
        (about.squares, about.cubes, about.fourths), rel=1e-9
    )
    assert (own.reach, about.reach) == (0.0, 0.0)


@pytest.mark.parametrize("shape", [(None, None), (math.nan, math.nan)])
def test_without_a_spread_there_is_no_shape(shape: tuple[object, object]) -> None:
    found = powers_of((2.0, 0.0, *shape), 3, None)

    assert (found.mean, found.squares, found.cubes, found.fourths) == ((2.0, 0.0), 0.0, 0.0, 0.0)


@pytest.mark.parametrize("variance", [1e-150, 1e110])
def test_a_shape_whose_cube_is_no_double_is_unknown(variance: float) -> None:
    found = powers_of((0.0, variance, 0.0, 0.0), 3, None)

    assert found.squares == pytest.approx(3 * variance)
    assert math.isnan(found.cubes)
    assert math.isnan(found.fourths)


def test_what_is_not_finite_is_not_a_spread() -> None:
    found = powers_of((math.inf, math.nan, math.nan, math.nan), 3, None)

    assert found.mean[0] == math.inf
    assert all(math.isnan(value) for value in (found.squares, found.cubes, found.fourths))


def test_a_spread_that_the_order_of_rows_may_have_made_is_lost() -> None:
    assert is_lost(1e-6, 5_000_000, own_mean(1e6))
    assert not is_lost(5_000_000.0, 5_000_000, own_mean(1e6))
    assert powers_of((1e9, 1e-6), 5_000_000, None).reach > 0
