"""What is known of a distance from shares and means of bins."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.gap_areas import gap_areas
from lockgate.stats.drift.places import Places

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
EDGES = (-math.inf, 0.0, 1.0, 4.0, math.inf)
ROWS = st.lists(st.floats(-50, 50).map(lambda value: round(value, 3)), min_size=1, max_size=30)


def _largest_gap(first: list[float] | Floats, second: list[float] | Floats) -> float:
    """Return the largest gap between two distribution functions, from the rows; scipy warns of such small samples."""
    places = np.concatenate([first, second])
    shares = [np.searchsorted(np.sort(rows), places, side="right") / len(rows) for rows in (first, second)]
    return float(np.abs(shares[0] - shares[1]).max())


ORACLES: dict[str, Callable[..., float]] = {
    "wasserstein": stats.wasserstein_distance,
    "energy": stats.energy_distance,
    "kolmogorov_smirnov": _largest_gap,
}


def placed(rows: list[float] | Floats, edges: tuple[float, ...] = EDGES) -> tuple[Floats, Places]:
    values = np.asarray(rows)
    cells = [values[(low <= values) & (values < high)] for low, high in itertools.pairwise(edges)]
    means = np.array([cell.mean() if cell.size else math.nan for cell in cells])
    variances = np.array([cell.var() if cell.size else math.nan for cell in cells])
    return np.array([float(cell.size) for cell in cells]), Places(means, variances)


@settings(max_examples=150)
@given(ROWS, ROWS)
@pytest.mark.parametrize("name", sorted(ORACLES))
def test_the_distance_of_the_rows_lies_in_the_bracket(name: str, before: list[float], now: list[float]) -> None:
    (first, here), (second, there) = placed(before), placed(now)

    found = DISTANCES[name].bracket(first, second, bins=Bins.between(EDGES, (here, there)))

    assert found.lower - 1e-9 <= ORACLES[name](before, now) <= found.upper + 1e-9
    assert math.isfinite(found.upper)


@settings(max_examples=60)
@given(ROWS, ROWS)
def test_the_shift_of_the_mean_is_exact(before: list[float], now: list[float]) -> None:
    (first, here), (second, there) = placed(before), placed(now)

    found = DISTANCES["mean_shift"].bracket(first, second, bins=Bins.between(EDGES, (here, there)))

    if np.std(before) > 1e-3:
        truth = abs(np.mean(before) - np.mean(now)) / np.std(before)
        assert found.value == pytest.approx(truth, abs=1e-6)
        assert (found.lower, found.upper) == pytest.approx((truth, truth), abs=1e-6)


def test_skewed_rows_on_fifty_bins_are_as_far_apart_as_their_raw_values() -> None:
    generator = np.random.default_rng(3)
    before, now = generator.lognormal(size=20_000), generator.lognormal(0.13, 1.05, size=20_000)
    cuts = np.quantile(before, [0.001, 0.005, *np.arange(1, 50) / 50, 0.995, 0.999])
    edges = (-math.inf, *cuts.tolist(), math.inf)
    (first, here), (second, there) = placed(before, edges), placed(now, edges)
    bins = Bins.between(edges, (here, there))

    for name, oracle in ORACLES.items():
        found, truth = DISTANCES[name].bracket(first, second, bins=bins), oracle(before, now)
        assert found.value == pytest.approx(truth, rel=0.02)
        assert found.lower <= truth <= found.upper
        assert found.upper < 1.8 * truth


def test_rows_far_beyond_the_last_edge_are_as_far_as_they_are() -> None:
    generator = np.random.default_rng(4)
    before = generator.lognormal(size=5_000)
    edges = (-math.inf, *np.quantile(before, np.arange(1, 20) / 20).tolist(), math.inf)
    (first, here), (second, there) = placed(before, edges), placed(before * 1_000, edges)

    found = DISTANCES["wasserstein"].bracket(first, second, bins=Bins.between(edges, (here, there)))

    assert found.value == pytest.approx(stats.wasserstein_distance(before, before * 1_000), rel=1e-3)
    assert found.upper == pytest.approx(found.lower, rel=1e-2)


def test_infinite_rows_set_no_limit() -> None:
    here = Places(np.array([np.nan, 0.5, 2.0, np.nan]), np.array([np.nan, 0.1, 0.1, np.nan]), is_bounded=False)
    limits = gap_areas(
        np.array([0.0, 0.5, 0.25, 0.25]), np.array([0.0, 0.5, 0.5, 0.0]), Bins.between(EDGES), (here, here)
    )

    assert limits.area[1] == math.inf
    assert limits.squares[1] == math.inf
    assert (
        DISTANCES["mean_shift"]
        .bracket([0, 2, 1, 1], [0, 2, 2, 0], bins=Bins.between(EDGES, (here, here)))
        .upper
        == math.inf
    )
    assert limits.area[0] >= 0


def test_between_single_values_nothing_is_hidden() -> None:
    values = np.array([1.0, 2.0, 5.0])
    here = Places(values, np.zeros(3))
    p, q = np.array([0.5, 0.25, 0.25]), np.array([0.25, 0.25, 0.5])

    limits = gap_areas(p, q, Bins.exact(values), (here, here))

    assert limits.area == pytest.approx((1.0, 1.0))
    assert limits.squares == pytest.approx((0.25, 0.25))
