"""How often a run over 200 columns cries wolf, over hundreds of runs: counts are drawn, no rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from tests.calibration.test_drift import ALPHA, COLUMNS, MARGINS, column, line

from lockgate.domain.verdict import Verdict
from lockgate.stats.drift.bins import Bins
from lockgate.stats.drift.decision import Family, decide_drift
from lockgate.stats.drift.distance import Distance, shares
from lockgate.stats.drift.distances import DISTANCES
from lockgate.stats.drift.evidence import DriftEvidence, measure_drift
from lockgate.stats.drift.question import DriftQuestion, Inference
from lockgate.stats.drift.sample import Sample

pytestmark = pytest.mark.slow

N_RUNS = 200
FINE = 2_000
Floats = NDArray[np.float64]
HOW = Inference(alpha_alone=ALPHA / COLUMNS)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One column of all runs: counts of both sides, runs by bins."""

    distance: Distance
    bins: Bins
    reference: Floats
    current: Floats

    def values(self) -> Floats:
        """Return the distance of each run, as decisions see it."""
        added = self.distance.smoothing
        kernel = self.distance.kernel_on(self.bins)
        return np.asarray(kernel(shares(self.reference + added), shares(self.current + added)))

    def p_values(self) -> Floats:
        """Return the p-value of each run; 1 where it is sure to be far above any level.

        The runs furthest apart are asked first. A nearer one is less of a drift: after three in a row above 0.2 the
        rest need not be asked, which is what makes hundreds of runs cheap.
        """
        p_values, n_high = np.ones(len(self.reference)), 0
        for run in np.argsort(-self.values(), kind="stable"):
            p_values[run] = self._p_drift(int(run))
            n_high = n_high + 1 if p_values[run] > 4 * ALPHA else 0
            if n_high == 3:
                break
        return p_values

    def _p_drift(self, run: int) -> float:
        sides = [Sample.of_counts(side[run]) for side in (self.reference, self.current)]
        question = DriftQuestion(sides[0], sides[1], self.distance, MARGINS[self.distance.name], self.bins)
        return measure_drift(question, HOW).p_drift


def undrifted(rows: int, *, shared: float, seed: int) -> Iterator[Drawn]:
    """Draw 200 columns without drift; a part of the rows has one rank in all of them: these move together."""
    generator = np.random.default_rng(seed)
    sizes = [(round(shared * n), n - round(shared * n)) for n in (2 * rows, rows)]
    even = np.full(FINE, 1 / FINE)
    common = [generator.multinomial(together, even, N_RUNS).astype(np.float64) for together, _ in sizes]
    for place in range(COLUMNS):
        population, distance = column(place)
        starts = np.concatenate(([0], np.round(np.cumsum(population)[:-1] * FINE))).astype(np.int64)
        rounded = np.diff(np.append(starts, FINE)) / FINE
        sides = [
            np.add.reduceat(fine, starts, axis=1) + generator.multinomial(alone, rounded, N_RUNS)
            for fine, (_, alone) in zip(common, sizes, strict=True)
        ]
        yield Drawn(distance, line(population), sides[0].astype(np.float64), sides[1].astype(np.float64))


@pytest.mark.parametrize(
    ("rows", "shared"), [(500, 0.0), (500, 0.8), (20_000, 0.0)], ids=["500", "500, moving together", "20,000"]
)
def test_of_200_runs_over_200_columns_without_drift_at_most_the_stated_share_alarms(
    rows: int, shared: float
) -> None:
    p_values = np.stack([one.p_values() for one in undrifted(rows, shared=shared, seed=rows)], axis=1)

    steps = ALPHA * np.arange(1, COLUMNS + 1) / COLUMNS  # Benjamini and Hochberg, by hand
    n_alarms = int((np.sort(p_values, axis=1) <= steps).any(axis=1).sum())
    upper = float(stats.binomtest(n_alarms, N_RUNS).proportion_ci(confidence_level=0.9).high)
    assert upper <= ALPHA


def test_a_run_over_200_columns_of_autocorrelated_days_does_not_cry_wolf() -> None:
    # one day against sixty, rows an hour apart hang together; the margin is small beside the noise of a day
    n_days, n_rows, rho, margin = 61, 200, 0.9, 0.02
    generator = np.random.default_rng(11)
    blocked: dict[tuple[str, ...], DriftEvidence] = {}
    naive: dict[tuple[str, ...], DriftEvidence] = {}

    for place in range(COLUMNS):
        noise = generator.normal(size=(n_days, n_rows)) * np.sqrt(1 - rho**2)
        noise[:, 0] /= np.sqrt(1 - rho**2)
        series = np.empty_like(noise)
        series[:, 0] = noise[:, 0]
        for row in range(1, n_rows):
            series[:, row] = rho * series[:, row - 1] + noise[:, row]
        cells = np.minimum((stats.norm.cdf(series) * 10).astype(np.int64), 9)
        days = np.stack([np.bincount(day, minlength=10) for day in cells]).astype(np.float64)
        bins = Bins.between(np.linspace(0, 1, 11))
        for found, of in (
            (blocked, Sample.of_blocks),
            (naive, lambda rows: Sample.of_counts(rows.sum(axis=0))),
        ):
            distance = DISTANCES["kolmogorov_smirnov"]
            question = DriftQuestion(of(days[:-1]), of(days[-1:]), distance, margin, bins)
            found[(str(place),)] = measure_drift(question, HOW)

    for family in (Family.BENJAMINI_HOCHBERG, Family.HOLM):
        decided = decide_drift(blocked, alpha=ALPHA, family=family).values()
        assert sum(one.verdict is Verdict.FAIL for one in decided) == 0
    decided = decide_drift(naive, alpha=ALPHA).values()
    assert sum(one.verdict is Verdict.FAIL for one in decided) > COLUMNS / 2
