"""How often the drift decision errs, against what it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from lockgate.domain.verdict import Verdict
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.decision import DriftDecision, Family, decide_drift
from lockgate.stats.drift.distance import Distance
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.evidence import DriftEvidence, measure_drift
from lockgate.stats.drift.question import DriftQuestion, Inference
from lockgate.stats.drift.sample import Sample

pytestmark = pytest.mark.slow

ALPHA = 0.05
COLUMNS = 200
MARGINS = {
    "jensen_shannon": 0.1,
    "kolmogorov_smirnov": 0.05,
    "normalised_wasserstein": 0.1,
    "population_stability_index": 0.1,
    "total_variation": 0.05,
}
Floats = NDArray[np.float64]
Limit = Callable[[float, int], float]
Path = tuple[str, str]


@cache
def shapes() -> tuple[Floats, ...]:
    """Return what columns are like: the mass on frozen bins."""
    deciles = np.linspace(-2.5, 2.5, 19)
    normal = np.diff(stats.norm.cdf(deciles), prepend=0.0, append=1.0)
    lognormal = np.diff(stats.lognorm.cdf(np.linspace(0.1, 8.0, 15), 1.0), prepend=0.0, append=1.0)
    heavy_ties = np.array([0.45, 0.02, 0.3, 0.01, 0.02, 0.2])
    zero_inflated = np.concatenate(([0.9], np.full(9, 0.1 / 9)))
    rare = 1 / np.arange(1.0, 31.0) ** 2
    missing = np.array([0.98, 0.02])
    kinds = (normal, lognormal, heavy_ties, zero_inflated, rare, np.full(16, 1 / 16), missing)
    return tuple(kind / kind.sum() for kind in kinds)


def column(place: int) -> tuple[Floats, Distance]:
    population = shapes()[place % len(shapes())]
    names = sorted(MARGINS)
    return population, DISTANCES[names[place % len(names)]]


def shifted(population: Floats, distance: Distance, size: float) -> Floats:
    """Tilt a population until it is `size` away."""
    ranks = 2 * (np.cumsum(population) - population / 2) - 1
    kernel = distance.kernel_on(line(population))
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        tilted = population * np.exp(middle * (ranks - ranks.max()))
        tilted /= tilted.sum()
        low, high = (middle, high) if kernel(population, tilted) < size else (low, middle)
    return np.asarray(tilted)


def line(population: Floats) -> Bins:
    return Bins.between(np.arange(population.size + 1.0))


def evidence_of(
    populations: tuple[Floats, Floats], sizes: tuple[int, int], distance: Distance, seed: int
) -> DriftEvidence:
    generator = np.random.default_rng(seed)
    first, second = (
        Sample.of_counts(generator.multinomial(size, population))
        for size, population in zip(sizes, populations, strict=True)
    )
    question = DriftQuestion(first, second, distance, MARGINS[distance.name], line(populations[0]))
    return measure_drift(question, Inference(alpha_alone=ALPHA / COLUMNS))


def runs(
    n_runs: int, rows: int, drifted: dict[int, float] | None = None
) -> Iterator[dict[Path, DriftEvidence]]:
    """Simulate runs over all columns, in ten feature groups; `drifted` maps a column to its true distance."""
    for run in range(n_runs):
        evidences = {}
        for place in range(COLUMNS):
            population, distance = column(place)
            moved = population
            if drifted and place in drifted:
                moved = shifted(population, distance, drifted[place])
            evidences[f"group {place % 10}", f"column {place}"] = evidence_of(
                (population, moved), (2 * rows, rows), distance, seed=1_000 * run + place
            )
        yield evidences


def alarms(decisions: dict[Path, DriftDecision]) -> set[Path]:
    return {path for path, decision in decisions.items() if decision.verdict is Verdict.FAIL}


@pytest.mark.parametrize(("rows", "n_runs"), [(500, 12), (20_000, 6), (5_000_000, 6)])
def test_a_run_over_200_columns_without_drift_hardly_ever_cries_wolf(rows: int, n_runs: int) -> None:
    # columns without drift are far inside the margin: the rate must be well below alpha, so none of the runs alarms
    n_alarms = dict.fromkeys(Family, 0)
    n_passes = 0

    for evidences in runs(n_runs, rows):
        for family in Family:
            decisions = decide_drift(evidences, alpha=ALPHA, family=family)
            n_alarms[family] += bool(alarms(decisions))
        n_passes += sum(decision.verdict is Verdict.PASS for decision in decisions.values())

    assert n_alarms == dict.fromkeys(Family, 0)
    if rows >= 20_000:
        assert n_passes / (n_runs * COLUMNS) > 0.9  # and no drift is proved, not merely not found
