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
from lockgate.stats.drift.margins import ReferenceBlocks, calibrated_margins
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


@pytest.mark.parametrize(("rows", "n_runs"), [(500, 3), (20_000, 2), (5_000_000, 2)])
def test_a_run_over_200_columns_without_drift_does_not_cry_wolf(rows: int, n_runs: int) -> None:
    # without drift a column is far inside its margin: the true rate is far below alpha, so no run may alarm
    n_alarms = dict.fromkeys(Family, 0)
    n_passes = 0

    for evidences in runs(n_runs, rows):
        for family in Family:
            decisions = decide_drift(evidences, alpha=ALPHA, family=family)
            n_alarms[family] += bool(alarms(decisions))
        n_passes += sum(decision.verdict is Verdict.PASS for decision in decisions.values())

    assert n_alarms == dict.fromkeys(Family, 0)
    if rows >= 20_000:
        assert n_passes / (n_runs * COLUMNS) > 0.9  # no drift is proved, not merely not found


@pytest.mark.parametrize(
    ("rows", "family"),
    [
        (500, Family.BENJAMINI_HOCHBERG),
        (20_000, Family.BENJAMINI_HOCHBERG),
        (20_000, Family.BENJAMINI_YEKUTIELI),
        (20_000, Family.HIERARCHICAL),
        (5_000_000, Family.BENJAMINI_HOCHBERG),
    ],
)
def test_one_drifted_column_among_200_is_caught_with_the_stated_power(rows: int, family: Family) -> None:
    n_trials = 40
    (healthy,) = runs(1, rows)
    caught = 0

    for trial in range(n_trials):
        place = trial % 35
        path = (f"group {place % 10}", f"column {place}")
        population, distance = column(place)
        seen = healthy[path].smallest_detectable
        size = seen if family is Family.BENJAMINI_HOCHBERG else 1.15 * seen
        moved = shifted(population, distance, size)
        evidence = evidence_of((population, moved), (2 * rows, rows), distance, seed=trial)
        caught += path in alarms(decide_drift(healthy | {path: evidence}, alpha=ALPHA, family=family))

    assert caught / n_trials >= 0.8 - 3 * np.sqrt(0.8 * 0.2 / n_trials)


@pytest.mark.parametrize("rows", [100, 500, 5_000])
def test_a_drift_at_the_margin_seldom_passes_and_seldom_fails(rows: int, with_chance: Limit) -> None:
    n_trials = 20
    passed = failed = total = 0

    for place in range(35):
        population, distance = column(place)
        moved = shifted(population, distance, MARGINS[distance.name])
        for trial in range(n_trials):
            evidence = evidence_of((population, moved), (2 * rows, rows), distance, seed=1_000 * place + trial)
            passed += evidence.p_equivalence <= ALPHA
            failed += evidence.p_drift <= ALPHA
            total += 1

    assert passed / total <= with_chance(ALPHA, total)
    assert failed / total <= with_chance(ALPHA, total)


def test_few_rows_without_drift_are_inconclusive() -> None:
    decisions = [
        decision for evidences in runs(1, 60) for decision in decide_drift(evidences, alpha=ALPHA).values()
    ]

    verdicts = [decision.verdict for decision in decisions]
    assert verdicts.count(Verdict.FAIL) == 0
    assert verdicts.count(Verdict.INCONCLUSIVE) / len(verdicts) > 0.9
    assert all(
        decision.evidence.more_each != 0 for decision in decisions if decision.verdict is not Verdict.PASS
    )


def test_the_rows_that_are_said_to_be_missing_decide(with_chance: Limit) -> None:
    # nothing drifts; undecided samples are drawn again with the rows that they asked for on each side
    rows, asked = 150, []
    for place in range(35):
        population, distance = column(place)
        first = evidence_of((population, population), (rows, rows), distance, seed=place)
        if first.p_equivalence > ALPHA and first.more_each:
            total = rows + first.more_each
            asked.append(evidence_of((population, population), (total, total), distance, seed=1_000 + place))

    decided = sum(evidence.p_equivalence <= ALPHA for evidence in asked)

    assert len(asked) >= 20
    assert 1 - decided / len(asked) <= with_chance(0.2, len(asked))


def autocorrelated_days(
    generator: np.random.Generator, n_days: int, *, rows: int = 200, rho: float = 0.9
) -> Floats:
    """Count an AR(1) process by day, on ten bins of equal probability."""
    noise = generator.normal(size=(n_days, rows)) * np.sqrt(1 - rho**2)
    series = np.empty((n_days, rows))
    series[:, 0] = generator.normal(size=n_days)
    for row in range(1, rows):
        series[:, row] = rho * series[:, row - 1] + noise[:, row]
    return counted(stats.norm.cdf(series))


def entity_groups(generator: np.random.Generator, n_groups: int) -> Floats:
    """Count the rows of 20 users a group, each with habits of its own, on ten bins."""
    habits = generator.normal(size=(n_groups, 20, 1)) * np.sqrt(0.8)
    rows = habits + generator.normal(size=(n_groups, 20, 15)) * np.sqrt(0.2)
    return counted(stats.norm.cdf(rows.reshape(n_groups, -1)))


def counted(uniform: Floats) -> Floats:
    return np.stack([np.histogram(row, np.linspace(0, 1, 11))[0] for row in uniform]).astype(np.float64)


@pytest.mark.parametrize("name", ["kolmogorov_smirnov", "jensen_shannon"])
@pytest.mark.parametrize(
    ("draw", "n_reference", "n_current"),
    [(autocorrelated_days, 60, 1), (autocorrelated_days, 30, 12), (entity_groups, 64, 64)],
    ids=["one day against sixty", "twelve days against thirty", "users hashed into 64 groups"],
)
def test_rows_that_hang_together_break_the_naive_test_and_not_the_blocked_one(
    name: str,
    draw: Callable[[np.random.Generator, int], Floats],
    n_reference: int,
    n_current: int,
    with_chance: Limit,
) -> None:
    # the margin is small beside the noise: an interval that is too narrow shows at once
    n_trials, margin = 150, {"kolmogorov_smirnov": 0.01, "jensen_shannon": 0.02}[name]
    naive = blocked = far_out = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        first, second = draw(generator, n_reference), draw(generator, n_current)
        bins = Bins.between(np.linspace(0, 1, 11))
        plain = DriftQuestion(
            Sample.of_counts(first.sum(axis=0)),
            Sample.of_counts(second.sum(axis=0)),
            DISTANCES[name],
            margin,
            bins,
        )
        by_block = DriftQuestion(
            Sample.of_blocks(first), Sample.of_blocks(second), DISTANCES[name], margin, bins
        )
        naive += measure_drift(plain).p_drift <= ALPHA
        p_blocked = measure_drift(by_block).p_drift
        blocked += p_blocked <= ALPHA
        far_out += p_blocked <= 0.001

    assert naive / n_trials > 3 * ALPHA
    assert blocked / n_trials <= with_chance(ALPHA, n_trials)
    assert far_out <= 2


def test_calibrated_margins_keep_the_rate_of_alarms_between_windows_of_the_reference(
    with_chance: Limit,
) -> None:
    # ten columns whose days differ a little, with a common cause; each trial calibrates on 40 days, then judges one
    n_trials, n_columns, quantile = 150, 10, 0.95
    exceeded = alarmed = fixed = 0

    for trial in range(n_trials):
        generator = np.random.default_rng(trial)
        common = generator.normal(size=41)
        columns = []
        for _ in range(n_columns):
            rates = np.clip(0.4 + 0.02 * (0.6 * common + 0.8 * generator.normal(size=41)), 0.01, 0.99)
            hits = generator.binomial(5_000, rates)
            columns.append(np.column_stack((hits, 5_000 - hits)).astype(np.float64))
        distance = DISTANCES["total_variation"]
        margins = calibrated_margins(
            [ReferenceBlocks(Sample.of_blocks(days[:40]), distance) for days in columns],
            window=1,
            floor=0.001,
            quantile=quantile,
        )
        references = [Sample.of_counts(days[:40].sum(axis=0)) for days in columns]
        today = [Sample.of_counts(days[40]) for days in columns]
        exceeded += any(
            distance.of(reference.counts, sample.counts) > margin
            for reference, sample, margin in zip(references, today, margins, strict=True)
        )
        alarmed += _alarmed(references, today, margins)
        fixed += _alarmed(references, today, (0.005,) * n_columns)

    assert exceeded / n_trials <= with_chance(1.5 * (1 - quantile), n_trials)
    assert alarmed / n_trials <= with_chance(1 - quantile, n_trials)
    assert fixed / n_trials > 0.5  # a margin from a textbook cries wolf on these columns


def _alarmed(references: list[Sample], today: list[Sample], margins: tuple[float, ...]) -> bool:
    evidences = {
        (str(place),): measure_drift(
            DriftQuestion(reference, sample, DISTANCES["total_variation"], margin), Inference(replicates=199)
        )
        for place, (reference, sample, margin) in enumerate(zip(references, today, margins, strict=True))
    }
    return any(decision.verdict is Verdict.FAIL for decision in decide_drift(evidences).values())
